package dev.rivyaroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The page of a flow and its card on the overview, for callers of all flows and of some. */
class FlowPageRouteTest extends ConsoleTestBase {

  private static final String POSTER_OPS = "poster-ops-" + TOKEN;
  private static final String POSTER_DESK = "poster-desk-" + TOKEN;

  @Autowired private CamelContext camel;
  private Connection.Response answer;

  @AfterEach
  void switchOn() throws Exception {
    api("POST", "/api/flows/posters/switch-on", null);
    api("POST", "/api/accounts/studio/resume", null);
  }

  private Document send(String token, Connection call) throws Exception {
    answer =
        call.header("Authorization", "Bearer " + token)
            .header("Accept", "text/html")
            .ignoreHttpErrors(true)
            .execute();
    return answer.parse();
  }

  private Document page(String token, String path) throws Exception {
    return send(token, Jsoup.newSession().newRequest(address(path)));
  }

  @Test
  void drawsTheWayOfABriefFromTheTextThatRuns() throws Exception {
    Document page = page(POSTER_DESK, "/console/flows/posters");

    assertThat(page.select(".stages > li > h3").eachText())
        .containsExactly("Sources", "Rivya", "Results", "Failures");
    assertThat(page.select(".stages > li").eachText())
        .satisfiesExactly(
            sources -> assertThat(sources).contains("http", "Make a poster", "send to Rivya"),
            rivya -> assertThat(rivya).contains("nano-banana-2", "studio"),
            sinks -> assertThat(sinks).containsSubsequence("Results log", "Failures log"));
    assertThat(page.select("#versions, main form, [style], script:not([src])")).isEmpty();
  }

  @Test
  void showsTheLastErrorOfAFlow() throws Exception {
    RIVYA.trouble().add(Trouble.next(1, Operation.CREATE, TroubleKind.FAILED_TASK));
    String failed = brief("A poster that fails");
    awaitState(failed, "failed");

    Element link =
        page(TOKEN, "/console/flows/posters").expectFirst(".factlist a[href$=" + failed + "]");
    JsonNode flows = api("GET", "/api/flows", null).path("flows");

    Document overview = page(TOKEN, "/console");
    String replay = overview.expectFirst(".troubles a.button[href*=order=replay]").attr("href");
    Document bulk = page(TOKEN, replay);

    assertThat(bulk.expectFirst("select[name=order] option[selected]").val()).isEqualTo("replay");
    assertThat(bulk.expectFirst("main input[name=q]").val())
        .startsWith("state:failed flow:posters");
    assertThat(page(POSTER_OPS, "/console").select(".troubles a.button")).isEmpty();
    assertThat(link.text()).isEqualTo("A job failed");
    assertThat(flows.findValuesAsText("job")).containsExactly(failed);
  }

  @Test
  void letsAnOperatorOfTheFlowSwitchItOffAndOn() throws Exception {
    Document on = page(POSTER_OPS, "/console/flows/posters");
    Document off = send(POSTER_OPS, Person.pressed(on, "Switch the flow off"));

    assertThat(off.expectFirst("main").text())
        .contains(
            "Flow posters was switched off by poster-ops (tried by a test).",
            "the sources are off");
    JsonNode refused = api("POST", "/api/flows/posters/jobs", "{\"prompt\": \"x\"}");
    assertThat(refused.path("type").asText()).endsWith("flow-off");
    assertThat(refused.path("reason").asText()).isEqualTo("tried by a test");
    send(POSTER_OPS, Person.pressed(on, "Switch the flow off"));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(page(POSTER_DESK, "/console").expectFirst(".cards").text()).contains("switched off");
    assertThat(page(POSTER_DESK, "/console").select(".troubles form")).isEmpty();

    Document overview = page(POSTER_OPS, "/console");
    assertThat(overview.expectFirst(".troubles").text()).contains("Flow posters is switched off");
    Document again = send(POSTER_OPS, Person.pressed(overview, "Switch the flow on"));

    assertThat(again.select("main .cause")).isEmpty();
    finished("A poster of a flow that is on again");
  }

  @Test
  void groupsTheJobsOfAPausedAccountWithTheOrderThatEndsIt() throws Exception {
    api("POST", "/api/accounts/studio/pause", "{\"reason\": \"price talks\"}");
    String first = brief("A poster that waits");
    String second = brief("Another poster that waits");
    awaitState(first, "parked");
    awaitState(second, "parked");

    Document overview = page(TOKEN, "/console");
    Element trouble =
        overview.select(".troubles li").stream()
            .filter(one -> one.text().contains("Account studio is paused by an order"))
            .findFirst()
            .orElseThrow();

    assertThat(trouble.text()).contains("2 jobs wait", "erp (price talks)", "credits estimated");
    assertThat(trouble.select("button").eachText()).containsExactly("Resume the account");
    assertThat(overview.select(".cards li").text())
        .contains("oldest without an outcome", "http → nano-banana-2 of studio → log");
    assertThat(page(POSTER_OPS, "/console").select(".troubles form")).isEmpty();
    send(TOKEN, Person.pressed(overview, "Resume the account"));
    awaitState(first, "done");
    awaitState(second, "done");
  }

  @Test
  void saysThatTheSourcesOfAFlowAreOffInTheConfiguration() throws Exception {
    camel.getRouteController().stopRoute("banners", 1, TimeUnit.SECONDS);
    try {
      assertThat(page(TOKEN, "/console/flow-files").select("tr:contains(banners) .state").text())
          .isEqualTo("off");
      assertThat(page(TOKEN, "/console/flows/banners").expectFirst("main").text())
          .contains("banners off", "Its sources are off in the configuration");
    } finally {
      camel.getRouteController().startRoute("banners");
    }
    assertThat(page(TOKEN, "/console/flow-files").select("tr:contains(banners) .state").text())
        .isEqualTo("running");
  }
}
