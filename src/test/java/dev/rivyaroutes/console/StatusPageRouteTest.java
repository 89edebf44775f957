package dev.rivyaroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.status.StatusLinks;
import dev.rivyaroutes.webhook.EncryptSecrets;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The page of an asker, opened by its link as the program gives it out. */
class StatusPageRouteTest extends ConsoleTestBase {
  private static final String PUBLIC = "http://routes.example.com";

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address(path))).build(), BodyHandlers.ofString());
  }

  private JsonNode submitted(String prompt) throws Exception {
    return api("POST", "/api/flows/posters/jobs", "{\"prompt\":\"" + prompt + "\"}");
  }

  private static String link(JsonNode submitted) {
    String url = submitted.path("status_url").asText();
    assertThat(url).startsWith(PUBLIC + "/status/");
    return url.substring(PUBLIC.length());
  }

  private static Document page(HttpResponse<String> answer) {
    return Jsoup.parse(answer.body());
  }

  @Test
  void showsTheAskerItsResultAndNothingElse() throws Exception {
    String secret = "s" + UUID.randomUUID();
    JsonNode job = submitted("A poster about " + secret);
    awaitState(job.path("id").asText(), "done");

    HttpResponse<String> answer = get(link(job));

    Document page = page(answer);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(page.expectFirst("[role=status]").text()).isEqualTo("done Your request is done.");
    assertThat(page.select("script, style, [style], form, header, a:not([download])")).isEmpty();
    assertThat(answer.body())
        .doesNotContain(secret, "studio", "nano-banana", "posters", "erp", "credits", "/api/");
    HttpResponse<String> picture = get(page.expectFirst("img").attr("src"));
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(picture.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    for (HttpResponse<String> one : List.of(answer, picture)) {
      assertThat(one.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(one.headers().firstValue("X-Robots-Tag")).contains("noindex, nofollow");
      assertThat(one.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(one.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "sandbox")
          .doesNotContain("script-src", "unsafe");
      assertThat(one.headers().firstValue("Set-Cookie")).isEmpty();
    }
    assertThat(get("/status/assets/console.css").statusCode()).isEqualTo(200);
    assertThat(get("/status/assets/console.js").statusCode()).isEqualTo(404);
  }

  @Test
  void saysHowFarItIs() throws Exception {
    RIVYA.timing(Timing.all(Duration.ofHours(1)));
    JsonNode waiting = submitted("A slow poster");
    awaitState(waiting.path("id").asText(), "waiting");
    HttpResponse<String> answer = get(link(waiting));

    assertThat(page(answer).expectFirst("[role=status]").text())
        .isEqualTo("processing It is being worked on.");
    assertThat(page(answer).select("meta[http-equiv=refresh], figure, .calm")).hasSize(2);

    api("POST", "/api/jobs/" + waiting.path("id").asText() + "/cancel", "{}");
    assertThat(page(get(link(waiting))).expectFirst("[role=status]").text())
        .contains("failed", "A person who runs this service cancelled the request.")
        .doesNotContain("erp");
  }

  @Test
  void explainsAFailureWithoutTheAffairsOfTheService() throws Exception {
    RIVYA.trouble().add(Trouble.next(1, Operation.CREATE, TroubleKind.FAILED_TASK));
    JsonNode job = submitted("A poster that fails");
    awaitState(job.path("id").asText(), "failed");

    assertThat(page(get(link(job))).expectFirst("[role=status]").text())
        .startsWith("failed Your request could not be completed.")
        .doesNotContain("Rivya", "account");
  }

  @Test
  void answersEveryLinkThatIsNoneAlike() throws Exception {
    String id = finished("A poster of somebody");
    String link = link(submitted("Another poster"));
    byte[] key = EncryptSecrets.with(SECRETS_KEY).derive("status-link");
    String ended = StatusLinks.of(PUBLIC, key, Duration.ofMillis(1)).of(id).orElseThrow();
    String foreign = StatusLinks.of(PUBLIC, new byte[32], Duration.ofDays(30)).of(id).orElseThrow();
    String gone =
        StatusLinks.of(PUBLIC, key, Duration.ofDays(36500))
            .of("01ARZ3NDEKTSV4RRFFQ69G5FAV")
            .orElseThrow();
    Set<String> pages = new LinkedHashSet<>();
    for (String url :
        List.of(
            "/status/x",
            "/status/" + id,
            "/status/" + id + link.substring(link.indexOf('.')),
            link.substring(0, link.length() - 5),
            ended.substring(PUBLIC.length()),
            foreign.substring(PUBLIC.length()),
            gone.substring(PUBLIC.length()))) {
      HttpResponse<String> answer = get(url);
      assertThat(answer.statusCode()).as(url).isEqualTo(404);
      pages.add(answer.body());
      HttpResponse<String> file = get(url + "/files/1");
      assertThat(file.statusCode()).as(url).isEqualTo(404);
      assertThat(file.body()).doesNotContain(id);
    }

    assertThat(pages).hasSize(1);
    assertThat(page(get("/status/x")).text()).contains("This link is wrong or no longer valid.");
    assertThat(get(link + "/files/99").statusCode()).isEqualTo(404);
  }

  @Test
  void takesNoOrderAndOpensNothingElse() throws Exception {
    String link = link(submitted("A poster"));
    HttpResponse<String> post =
        client.send(
            HttpRequest.newBuilder(URI.create(address(link)))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());

    assertThat(post.statusCode()).isEqualTo(405);
    for (String path : List.of("/../console", "/../../api/jobs", "/..;/..;/api/jobs")) {
      assertThat(get(link + path).statusCode()).as(path).isIn(302, 400, 401, 404);
    }
  }
}
