package dev.rivyaroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.media.MediaStore;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the page of one job shows and orders, beside the calls of the API. */
class JobPageRouteTest extends ConsoleTestBase {
  private static final String FILE =
      "insert into job_file (job_id, role, n, name, content_type, kind, size, sha256)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?)";

  @Autowired private JdbcTemplate jdbc;
  @Autowired private MediaStore media;

  private String stored(String content) throws Exception {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return media.put(new ByteArrayInputStream(bytes), 100_000).sha256();
  }

  private void park(String id, String code, String sentAt) {
    jdbc.update("delete from delivery where job_id = ?", id);
    jdbc.update("delete from job_file where job_id = ?", id);
    jdbc.update(
        "update job set state = 'parked', trouble = 'unknown', code = ?, cause = 'It waits.',"
            + " task_id = null, sent_at = ? where id = ?",
        code,
        sentAt,
        id);
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest.Builder call =
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Authorization", "Bearer " + TOKEN);
    return client.send(call.build(), BodyHandlers.ofString());
  }

  @Test
  void showsReferencesAndTextsBesideTheResult() throws Exception {
    String id = finished("A poster after a sketch");
    String evil = "<script>alert(1)</script> <h1>hello</h1>";
    String sketch = stored("a sketch");
    jdbc.update(FILE, id, "reference", 1, "sketch.png", "image/png", "image", 8, sketch);
    jdbc.update(FILE, id, "reference", 2, "far.png", null, null, -1, null);
    jdbc.update(
        FILE, id, "result", 9, "page.html", "text/html", "other", evil.length(), stored(evil));
    jdbc.update("update job_content set params = '{\"size\":\"1:1\"}' where job_id = ?", id);

    Person ops = person("ops").open("/console/jobs/" + id);

    assertThat(ops.page.select("#brief ~ .files figure").eachText())
        .containsExactly("sketch.png image/png, 8 bytes", "It was not fetched yet. far.png");
    assertThat(ops.page.select("#brief ~ .files img").eachAttr("src"))
        .containsExactly("/api/jobs/" + id + "/references/1");
    assertThat(ops.page.select("main pre").eachText()).contains(evil, "{\"size\":\"1:1\"}");
    assertThat(ops.page.select("main script")).isEmpty();
    JsonNode job = api("GET", "/api/jobs/" + id, null);
    assertThat(job.path("params").path("size").asText()).isEqualTo("1:1");
    assertThat(job.path("references").findValuesAsText("url"))
        .containsExactly("/api/jobs/" + id + "/references/1");
    HttpResponse<String> reference = get("/api/jobs/" + id + "/references/1");
    assertThat(reference.body()).isEqualTo("a sketch");
    assertThat(reference.headers().firstValue("Content-Disposition").orElseThrow())
        .isEqualTo("attachment; filename=\"sketch.png\"");
    assertThat(get("/api/jobs/" + id + "/references/2").statusCode()).isEqualTo(404);
    assertThat(get("/api/jobs/" + id + "/references/x").statusCode()).isEqualTo(404);
  }

  @Test
  void saysWhichFilesAreNoLongerKept() throws Exception {
    String id = finished("A poster of long ago");
    assertThat(person("ops").open("/console/jobs/" + id).page.select("figure img")).hasSize(1);
    media.delete(
        jdbc.queryForObject("select sha256 from job_file where job_id = ?", String.class, id));
    jdbc.update(
        "update job set updated_at = replace(updated_at, substr(updated_at, 1, 4), '2020')"
            + " where id = ?",
        id);

    Person ops = person("ops").open("/console/jobs/" + id);

    assertThat(ops.page.select("figure img, figure a")).isEmpty();
    assertThat(ops.page.select("figure").text()).startsWith("The file was deleted after");
  }

  @Test
  void releasesAJobThatIsNotPaidForTwice() throws Exception {
    String id = finished("A poster that was parked");
    park(id, "poison", null);
    Person ops = person("ops").open("/console/jobs/" + id);
    assertThat(ops.page.select(".orders p").text())
        .contains("It is sent under its own key, so that it is paid for at most once.")
        .containsPattern("It costs (at most )?[0-9.]+ credits\\.");
    assertThat(ops.page.select(".orders button").eachText()).doesNotContain("Run again");

    ops.press("Release");

    assertThat(ops.text()).contains("Released by ops (tried by a test).");
    awaitState(id, "done");
    assertThat(api("GET", "/api/audit?thing=" + id, null).path("orders"))
        .singleElement()
        .satisfies(row -> assertThat(row.path("action").asText()).isEqualTo("release"));
  }

  @Test
  void warnsBeforeAReplayThatMayBePaidForTwice() throws Exception {
    String id = finished("A poster of unknown outcome");
    String sent = jdbc.queryForObject("select created_at from job where id = ?", String.class, id);
    park(id, "key-life", sent);

    Person ops = person("ops").open("/console/jobs/" + id);

    assertThat(ops.page.select(".orders button").eachText())
        .contains("Run again")
        .doesNotContain("Release");
    assertThat(ops.page.select(".orders p").text()).contains("it may be paid for twice");
    HttpResponse<String> refused =
        client.send(
            HttpRequest.newBuilder(URI.create(address("/api/jobs/" + id + "/release")))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("Check at Rivya, then replay or cancel it.");
  }

  @Test
  void deliversAgainToTheSinkThatIsChosen() throws Exception {
    String id = finished("A poster for two sinks");
    jdbc.update(
        "insert into delivery (id, job_id, flow, sink, state, due_at, version, claims, attempts,"
            + " created_at, updated_at) select 'archive-' || job_id, job_id, flow, 'archive', 'dead',"
            + " due_at, 0, 0, 9, created_at, updated_at from delivery where job_id = ?",
        id);
    Person ops = person("ops").open("/console/jobs/" + id);

    ops.press("Deliver to archive only");

    assertThat(ops.text()).contains("Delivering again to archive; nothing is paid.");
    JsonNode wrong = api("POST", "/api/jobs/" + id + "/replay", "{\"sink\":\"cellar\"}");
    assertThat(wrong.path("detail").asText())
        .isEqualTo("The job has no delivery to this sink that has ended.");
    JsonNode both =
        api("POST", "/api/jobs/" + id + "/replay", "{\"sink\":\"log\",\"deliveries\":\"all\"}");
    assertThat(both.path("status").asInt()).isEqualTo(400);
    assertThat(
            api("POST", "/api/jobs/" + id + "/replay", "{\"sink\":\"log\"}").path("text").asText())
        .contains("again to log");
  }

  @Test
  void showsEachOrderAsACallThatDoesTheSame() throws Exception {
    String id = finished("A poster for a script");
    Person ops = person("ops").open("/console/jobs/" + id);
    Element call = ops.page.expectFirst(".orders details pre");

    assertThat(call.text())
        .isEqualTo(
            "curl -X POST "
                + address("/api/jobs/" + id + "/replay")
                + " -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json'"
                + " -d '{\"deliveries\": \"all\", \"reason\": \"…\"}'");
  }

  /** How a job stands, and which order its group on the overview leads to. */
  private enum Stands {
    FAILED_AT_RIVYA("failed", "permanent", null, null, false, "replay"),
    REFERENCE_UNREACHABLE("failed", "brief", null, null, false, "replay"),
    REFUSED_ON_ARRIVAL("failed", "brief", null, null, false, null),
    NEVER_SENT("parked", "transient", null, null, false, "release"),
    CRASHED_AT_SEND("parked", "unknown", "poison", null, true, "release"),
    CRASHED_BEFORE("parked", "unknown", "poison", null, false, "release"),
    KEY_EXPIRED("parked", "unknown", null, null, true, null),
    LATE_AT_RIVYA("parked", "unknown", null, "poll", false, null),
    NO_CREDIT("parked", "credit", "insufficient_credits", "submit", false, null),
    BUDGET_USED("parked", "budget", null, "submit", false, null),
    MODEL_AWAY("parked", "model", null, "submit", false, null),
    KEY_REFUSED("parked", "auth", null, "submit", false, null),
    FLOW_GONE("parked", "transient", "flow_gone", null, false, null);

    private final String state;
    private final String trouble;
    private final String code;
    private final String stage;
    private final boolean sent;
    private final String order;

    Stands(String state, String trouble, String code, String stage, boolean sent, String order) {
      this.state = state;
      this.trouble = trouble;
      this.code = code;
      this.stage = stage;
      this.sent = sent;
      this.order = order;
    }

    String model() {
      return "model-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private void stand(String id, Stands how) {
    jdbc.update("delete from delivery where job_id = ?", id);
    jdbc.update("delete from job_file where job_id = ?", id);
    jdbc.update(
        "update job set state = ?, trouble = ?, code = ?, cause = 'Why.', stage = ?, model = ?,"
            + " due_at = '2100-01-01T00:00:00.000000Z', task_id = null,"
            + " sent_at = case when ? then created_at end where id = ?",
        how.state,
        how.trouble,
        how.code,
        how.stage,
        how.model(),
        how.sent,
        id);
    if (how == Stands.REFUSED_ON_ARRIVAL) {
      jdbc.update("delete from job_event where job_id = ? and state = 'accepted'", id);
      jdbc.update("update job set flow_version = 'V0' where id = ?", id);
    }
  }

  private int status(String id, String order) throws Exception {
    HttpRequest.Builder call =
        HttpRequest.newBuilder(URI.create(address("/api/jobs/" + id + "/" + order)))
            .header("Authorization", "Bearer " + TOKEN)
            .POST(HttpRequest.BodyPublishers.noBody());
    return client.send(call.build(), BodyHandlers.ofString()).statusCode();
  }

  private static List<String> offered(Document page) {
    return page.select(".orders form[action]").eachAttr("action").stream()
        .map(action -> action.substring(action.lastIndexOf('/') + 1))
        .toList();
  }

  @Test
  void offersTheOrdersThatAJobAllows() throws Exception {
    Map<Stands, String> ids = new EnumMap<>(Stands.class);
    for (Stands how : Stands.values()) {
      ids.put(how, brief("A poster that is " + how));
    }
    for (Stands how : Stands.values()) {
      awaitState(ids.get(how), "done");
      stand(ids.get(how), how);
    }
    Document overview = person("ops").open("/console").page;

    for (Stands how : Stands.values()) {
      String id = ids.get(how);
      List<String> ofPage = offered(person("ops").open("/console/jobs/" + id).page);
      List<String> ofGroup =
          overview.select(".troubles li:contains(" + how.model() + ") a.button").eachAttr("href");
      assertThat(ofGroup).as(how + " on the overview").hasSize(how.order == null ? 0 : 1);
      if (how.order != null) {
        assertThat(ofGroup.get(0)).contains("order=" + how.order);
        assertThat(ofPage).as(how.toString()).contains(how.order);
      }
      String given =
          how.order != null ? how.order : ofPage.contains("replay") ? "replay" : "cancel";
      for (String order : List.of("release", "replay", "cancel")) {
        boolean covered = order.equals("replay") && ofPage.contains("release");
        if (!ofPage.contains(order) && !covered) {
          assertThat(status(id, order)).as(how + ": " + order).isEqualTo(409);
        }
      }
      assertThat(ofPage.contains("plan")).as(how + ": compare").isFalse();
      if (ofPage.contains(given)) {
        assertThat(status(id, given)).as(how + ": " + given).isLessThan(300);
      }
    }
  }

  @Test
  void tellsAGroupByOneOfItsCausesAndItsJobsByTheirPrompts() throws Exception {
    for (String cause : List.of("No light.", "Too dark.")) {
      String id = finished("A poster of two causes");
      jdbc.update(
          "update job set state = 'failed', trouble = 'permanent', cause = ?, model = 'two-causes'"
              + " where id = ?",
          cause,
          id);
    }
    Person ops = person("ops").open("/console");

    assertThat(ops.page.select(".troubles li:contains(two-causes)").text())
        .contains("2 jobs failed", "For example: Too dark.", "Replay them…");
    assertThat(ops.open("/console/jobs?q=model:two-causes").page.select("tbody th").eachText())
        .hasSize(2)
        .allMatch(brief -> brief.contains("A poster of two causes"));
  }
}
