package dev.rivyaroutes.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.ledger.events.Events;
import dev.rivyaroutes.ledger.events.NewEvent;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The pages about credits and webhooks, beside the calls that give the same figures. */
class CreditsAndWebhooksRouteTest extends ConsoleTestBase {
  @Autowired private Events events;

  private Connection.Response answer;

  private Document page(String path) throws IOException {
    answer =
        Jsoup.newSession()
            .newRequest(address(path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Accept", "text/html")
            .ignoreHttpErrors(true)
            .execute();
    return answer.parse();
  }

  private Document order(Document page, String button) throws IOException {
    answer =
        Person.pressed(page, button)
            .header("Authorization", "Bearer " + TOKEN)
            .header("Accept", "text/html")
            .ignoreHttpErrors(true)
            .execute();
    return answer.parse();
  }

  @Test
  void showsWhatTheApiTellsOfTheSpending() throws Exception {
    RIVYA.trouble().add(Trouble.next(1, Operation.CREATE, TroubleKind.FAILED_TASK));
    String failed = brief("A poster that fails");
    awaitState(failed, "failed");
    finished("A poster that costs");
    JsonNode told = api("GET", "/api/credits", null);

    Document page = page("/console/credits");

    assertThat(told.path("spent").decimalValue()).isPositive();
    assertThat(told.path("refunded").decimalValue()).isPositive();
    assertThat(told.path("flows").findValuesAsText("flow")).contains("posters");
    assertThat(told.path("models").findValuesAsText("model")).contains("nano-banana-2");
    assertThat(told.path("failed").findValuesAsText("flow")).contains("posters");
    assertThat(told.path("days")).hasSize(31);
    assertThat(page.expectFirst(".figures dd").text())
        .isEqualTo(new Formats(null).credits(told.path("spent").decimalValue()));
    assertThat(page.select("#flows + div tbody th a").eachText()).contains("posters");
    assertThat(page.select("#models + div tbody th a").eachText()).contains("nano-banana-2");
    assertThat(page.select("svg.bars rect")).hasSize(31);
    assertThat(page.select("a[href*=since]").eachAttr("href"))
        .isNotEmpty()
        .allMatch(link -> link.contains("since:" + told.path("since").asText()));
    assertThat(page.select(".share rect").eachAttr("width")).contains("100");
    assertThat(page.expectFirst("#forecast").parent().text())
        .contains(told.path("forecasts").path(0).path("text").asText(), "flow posters");
    assertThat(page.select("[style], style, script:not([src])")).isEmpty();
  }

  @Test
  void showsAnEndpointItsEventsAndTheirVerdicts() throws Exception {
    String word = "evt_" + UUID.randomUUID();
    String job = finished("A poster with an event");
    String task = api("GET", "/api/jobs/" + job, null).path("task_id").asText();
    events.record(
        new NewEvent("studio", word + "1", task, "generation.succeeded", "succeeded", "{}", null));
    events.record(
        new NewEvent("studio", word + "2", "gone", "generation.failed", "failed", "{}", null));
    events.record(new NewEvent("studio", word + "3", null, "webhook.test", null, null, null));

    JsonNode first = api("GET", "/api/accounts/studio/webhook/events?limit=2", null);
    JsonNode rest =
        api(
            "GET",
            "/api/accounts/studio/webhook/events?limit=1&cursor="
                + first.path("next_cursor").asText(),
            null);
    Document page = page("/console/accounts/studio/webhook");

    assertThat(first.path("events").findValuesAsText("verdict"))
        .containsExactly("no-task", "no-job");
    assertThat(rest.path("events").findValuesAsText("id")).containsExactly(word + "1");
    assertThat(rest.path("events").findValuesAsText("verdict")).containsExactly("polled");
    assertThat(rest.path("events").findValuesAsText("job")).containsExactly(job);
    assertThat(page.select("#events + div tbody tr").eachText().subList(0, 3))
        .satisfiesExactly(
            row -> assertThat(row).contains("webhook.test", "is about no generation"),
            row -> assertThat(row).contains("generation.failed", "no job waits for it"),
            row -> assertThat(row).contains("generation.succeeded", "had Rivya asked", job));
    assertThat(page.expectFirst("main").text())
        .contains("registers no endpoint", "rivya.accounts.studio.webhook.public-url");
    assertThat(page.select(".orders")).isEmpty();
  }

  @Test
  void pausesAnAccountAndResumesIt() throws Exception {
    Document paused = order(page("/console/accounts/press"), "Pause the account");
    assertThat(paused.expectFirst("main").text())
        .contains("Account press was paused by erp (tried by a test).");
    assertThat(api("GET", "/api/accounts", null).findValue("pause_order").path("by").asText())
        .isEqualTo("erp");
    assertThat(page("/console").expectFirst(".troubles").text())
        .contains("Account press is paused by an order", "erp (tried by a test)");
    JsonNode again = api("POST", "/api/accounts/press/pause", "{\"reason\": \"twice\"}");
    assertThat(again.path("status").asInt()).isEqualTo(409);
    JsonNode nobody = api("POST", "/api/accounts/nobody/pause", null);
    assertThat(nobody.path("type").asText()).endsWith("unknown-account");

    Document resumed = order(page("/console/accounts/press"), "Resume the account");

    assertThat(resumed.select(".cause")).isEmpty();
    assertThat(order(paused, "Resume the account").expectFirst(".problem").text())
        .isEqualTo("Account press is not paused by an order.");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(api("GET", "/api/audit?thing=press", null).path("orders").findValuesAsText("action"))
        .containsSubsequence("resume-account", "resume-account", "pause-account", "pause-account");
  }

  @Test
  void takesTheOrdersToTestAndToRotate() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> api("GET", "/api/accounts/press/webhook", null).path("registered").asBoolean());
    assertThat(page("/console/webhooks").expectFirst("main").text())
        .contains("press registered https://press.invalid/webhooks/rivya/press", "studio off");
    Document page = page("/console/accounts/press/webhook?rivya=true");
    assertThat(page.select("[data-live]")).isEmpty();
    assertThat(page.select("#deliveries ~ pre")).hasSize(1);

    order(page, "Send a test event");
    assertThat(answer.url().getPath()).isEqualTo("/console/accounts/press/webhook");
    Document rotated = order(page("/console/accounts/press/webhook"), "Rotate the secret");

    assertThat(rotated.expectFirst("main").text()).contains("Last rotation ordered by erp");
    JsonNode audit = api("GET", "/api/audit?thing=press", null).path("orders");
    assertThat(audit.findValuesAsText("action")).contains("rotate-secret", "test-webhook");
    assertThat(audit.findValuesAsText("reason")).contains("tried by a test");
  }
}
