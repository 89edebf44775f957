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
}
