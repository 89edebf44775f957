package dev.rivyaroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.http.HttpRouteTestBase;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.testing.SlowCallers;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class JobsApiRouteTest extends HttpRouteTestBase {
  private static final Instant AT = Instant.parse("2026-11-23T12:00:00.123456Z");

  @Autowired private JdbcClient jdbc;
  @Autowired private MediaStore store;
  private StoredMedia media;

  @BeforeEach
  void fill() throws Exception {
    jdbc.sql("delete from job").update();
    media = store.put(new ByteArrayInputStream(PNG), 1_000);
    job(1, "listing", "done", "in/Cat_1.txt");
    job(2, "listing", "failed", "in/dog.txt");
    job(3, "secret", "waiting", "in/cat.txt");
    job(4, "listing", "waiting", "100%.txt");
    jdbc.sql("update job set trouble = 'permanent', code = 'nsfw', cause = 'No.' where id = ?")
        .param(id(2))
        .update();
    file("result", 1, "kätzchen \"1\".png", media.sha256());
    file("result", 2, "gone.png", "0".repeat(64));
    file("reference", 1, "ref.png", media.sha256());
    jdbc.sql(
            "insert into job_event (job_id, at, state, attempt, text) values (?, ?, 'accepted', 0,"
                + " 'hi')")
        .params(id(1), AT.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            "insert into delivery (id, job_id, flow, sink, state, due_at, version, claims,"
                + " attempts, delivered_to, created_at, updated_at) values ('d1', ?, 'listing',"
                + " 'bucket', 'delivered', ?, 0, 0, 1, 's3://b/k', ?, ?)")
        .params(
            id(1),
            AT.atOffset(ZoneOffset.UTC),
            AT.atOffset(ZoneOffset.UTC),
            AT.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static String id(int n) {
    return "01HZZZZZZZZZZZZZZZZZZZZZZ" + n;
  }

  private void job(int n, String flow, String state, String name) {
    jdbc.sql(
            "insert into job (id, flow, source_key, source, caller, source_name, account, model, state, due_at,"
                + " version, claims, attempts, task_id, final_credits, open_deliveries, created_at,"
                + " updated_at) values (?, ?, ?, 'http', 'erp', ?, 'acc', 'm', ?, ?, 0, 0, 0, ?, ?, 0, ?, ?)")
        .params(
            id(n),
            flow,
            DigestUtils.sha256Hex(("key-" + n).getBytes()),
            name,
            state,
            AT.atOffset(ZoneOffset.UTC),
            "task-" + n,
            new BigDecimal("1.5"),
            AT.atOffset(ZoneOffset.UTC),
            AT.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            "insert into job_content (job_id, source_id, prompt, params, idempotency_key) values"
                + " (?, ?, ?, '{}', ?)")
        .params(id(n), "key-" + n, "prompt & 50%", id(n))
        .update();
  }

  private void file(String role, int n, String name, String sha256) {
    jdbc.sql(
            "insert into job_file (job_id, role, n, name, content_type, kind, size, sha256) values"
                + " (?, ?, ?, ?, 'image/png', 'image', ?, ?)")
        .params(id(1), role, n, name, PNG.length, sha256)
        .update();
  }

  private List<String> found(String query) throws Exception {
    Answer answer = send(get("/api/jobs" + query));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("jobs").findValuesAsText("id");
  }

  @Test
  void showsAJobWithAllThatHappened() throws Exception {
    Answer answer = send(get("/api/jobs/" + id(1)));
    JsonNode job = answer.json();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(job.path("status").asText()).isEqualTo("succeeded");
    assertThat(job.path("state").asText()).isEqualTo("done");
    assertThat(job.path("source_id").asText()).isEqualTo("key-1");
    assertThat(job.path("prompt").asText()).isEqualTo("prompt & 50%");
    assertThat(job.path("final_credits").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(job.path("created_at").asText()).isEqualTo("2026-11-23T12:00:00.123456Z");
    assertThat(job.path("timeline").get(0).path("text").asText()).isEqualTo("hi");
    assertThat(job.path("deliveries").get(0).path("delivered_to").asText()).isEqualTo("s3://b/k");
    assertThat(job.path("results").findValuesAsText("url"))
        .containsExactly("/api/jobs/" + id(1) + "/files/1", "/api/jobs/" + id(1) + "/files/2");
  }

  @Test
  void showsTheCauseOfAFailure() throws Exception {
    JsonNode cause = send(get("/api/jobs/" + id(2))).json().path("cause");

    assertThat(cause.path("trouble").asText()).isEqualTo("permanent");
    assertThat(cause.path("code").asText()).isEqualTo("nsfw");
    assertThat(cause.path("text").asText()).isEqualTo("No.");
  }

  @Test
  void hidesJobsOfOtherFlowsFromASubmitter() throws Exception {
    assertThat(send(get("/api/jobs/" + id(3))).status()).isEqualTo(404);
    assertThat(found("")).containsExactly(id(4), id(2), id(1));
    assertThat(found("?flow=secret")).isEmpty();
  }

  @Test
  void hidesJobsOfOtherCallersAndSourcesFromASubmitter() throws Exception {
    jdbc.sql("update job set caller = 'shop' where id = ?").param(id(1)).update();
    jdbc.sql("update job set source = 's3' where id = ?").param(id(2)).update();

    for (String path : List.of("", "/files/1", "/files/2")) {
      assertThat(send(get("/api/jobs/" + id(1) + path)).status()).as(path).isEqualTo(404);
    }
    assertThat(send(get("/api/jobs/" + id(2))).status()).isEqualTo(404);
    assertThat(found("")).containsExactly(id(4));
    assertThat(found("?caller=shop")).isEmpty();
    assertThat(found("?q=" + id(1))).isEmpty();
  }

  @Test
  void findsDeliveriesByTheirState() throws Exception {
    assertThat(found("?deliveries=dead")).isEmpty();
    assertThat(found("?deliveries=delivered")).containsExactly(id(1));
    jdbc.sql("update delivery set state = 'dead'").update();
    assertThat(found("?deliveries=dead&flow=listing")).containsExactly(id(1));
  }

  @Test
  void showsAViewerEverything() throws Exception {
    Answer answer =
        send(HttpRequest.newBuilder(uri("/api/jobs")).header("Authorization", "Bearer " + VIEWER));

    assertThat(answer.json().path("jobs").findValuesAsText("id"))
        .containsExactly(id(4), id(3), id(2), id(1));
  }

  @Test
  void findsByFlowStatusAndWords() throws Exception {
    assertThat(found("?status=failed")).containsExactly(id(2));
    assertThat(found("?status=processing&flow=listing")).containsExactly(id(4));
    assertThat(found("?q=CAT")).containsExactly(id(1));
    assertThat(found("?q=100%25")).containsExactly(id(4));
    assertThat(found("?q=t_1")).containsExactly(id(1));
    assertThat(found("?q=%25")).containsExactly(id(4), id(2), id(1));
    assertThat(found("?q=5%25")).isEmpty();
    assertThat(found("?q=key-2")).containsExactly(id(2));
    assertThat(found("?q=task-4")).containsExactly(id(4));
    assertThat(found("?q=" + id(1).toLowerCase())).containsExactly(id(1));
    assertThat(found("?q=%27%20or%201%3D1--")).isEmpty();
  }

  @Test
  void turnsPages() throws Exception {
    JsonNode first = send(get("/api/jobs?limit=2")).json();
    JsonNode second =
        send(get("/api/jobs?limit=2&cursor=" + first.path("next_cursor").asText())).json();

    assertThat(first.path("jobs").findValuesAsText("id")).containsExactly(id(4), id(2));
    assertThat(second.path("jobs").findValuesAsText("id")).containsExactly(id(1));
    assertThat(second.has("next_cursor")).isFalse();
  }

  @Test
  void refusesParametersThatAreNone() throws Exception {
    for (String query :
        List.of(
            "limit=0",
            "limit=201",
            "limit=x",
            "limit=-1",
            "status=waits",
            "cursor=abc",
            "q=a%00b",
            "deliveries=late",
            "stauts=failed")) {
      Answer answer = send(get("/api/jobs?" + query));
      assertThat(answer.status()).as(query).isEqualTo(400);
      assertThat(answer.type()).isEqualTo("application/problem+json");
      assertThat(query).startsWith(answer.text("field"));
    }
  }

  @Test
  void streamsAResultFile() throws Exception {
    Answer answer = send(get("/api/jobs/" + id(1) + "/files/1"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body()).isEqualTo(PNG);
    assertThat(answer.type()).isEqualTo("image/png");
    assertThat(answer.header("Content-Length")).isEqualTo("" + PNG.length);
    assertThat(answer.header("ETag")).isEqualTo("\"" + media.sha256() + "\"");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Disposition"))
        .startsWith("attachment; ")
        .isEqualTo(
            "attachment; filename=\"katzchen _1_.png\";"
                + " filename*=UTF-8''k%C3%A4tzchen%20%221%22.png");
  }

  @Test
  void keepsNoThreadForCallersThatDoNotReadTheirFiles() throws Exception {
    byte[] large = Arrays.copyOf(PNG, 12_000_000);
    StoredMedia stored = store.put(new ByteArrayInputStream(large), large.length);
    jdbc.sql("update job_file set sha256 = ?, size = ? where n = 2 and role = 'result'")
        .params(stored.sha256(), large.length)
        .update();
    String file = "/api/jobs/" + id(1) + "/files/2";
    try (SlowCallers slow = new SlowCallers(port)) {
      // More than the server has threads.
      for (int i = 0; i < 60; i++) {
        slow.call(
            "127.0.0." + (1 + i % 4),
            "GET " + file + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n");
      }

      assertThat(found("")).hasSize(3);
      assertThat(send(get(file)).response().body()).isEqualTo(large);
    }
  }

  @Test
  void refusesParametersThatAreUnknown() throws Exception {
    Map<String, String> refused =
        Map.of(
            "/api/jobs?stauts=failed",
                "Did you mean status? Known parameters: caller, conversation",
            "/api/jobs?Status=failed", "Did you mean status?",
            "/api/jobs?status=failed&status=queued", "appears twice",
            "/api/jobs?page=2",
                "Known parameters: caller, conversation, cursor, deliveries, flow, limit, name, q, status.",
            "/api/models?acount=x", "Did you mean account?",
            "/api/jobs/x?full=true", "takes no query parameters");
    for (Map.Entry<String, String> one : refused.entrySet()) {
      Answer answer = send(get(one.getKey()));
      assertThat(answer.status()).as(one.getKey()).isEqualTo(400);
      assertThat(answer.text("type")).endsWith(":invalid-parameter");
      assertThat(answer.text("detail")).contains(one.getValue());
    }
    assertThat(found("?&limit=3&status=&q=")).hasSize(3);
  }

  @Test
  void streamsARangeAndAnswersNotModified() throws Exception {
    String file = "/api/jobs/" + id(1) + "/files/1";
    Answer range = send(get(file).header("Range", "bytes=1-3"));
    Answer rest = send(get(file).header("Range", "bytes=" + (PNG.length - 1) + "-"));
    Answer beyond = send(get(file).header("Range", "bytes=9999-"));
    Answer known = send(get(file).header("If-None-Match", "\"" + media.sha256() + "\""));

    assertThat(range.status()).isEqualTo(206);
    assertThat(range.body()).isEqualTo("PNG");
    assertThat(range.header("Content-Range")).isEqualTo("bytes 1-3/" + PNG.length);
    assertThat(rest.response().body()).hasSize(1);
    assertThat(beyond.status()).isEqualTo(416);
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.response().body()).isEmpty();
  }

  @Test
  void saysWhatIsNotThere() throws Exception {
    Answer gone = send(get("/api/jobs/" + id(1) + "/files/2"));
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.type()).isEqualTo("application/problem+json");
    assertThat(gone.text("detail")).contains("rivya.media.keep");
    for (String path : List.of("/files/3", "/files/0", "/files/x", "/files/-1")) {
      assertThat(send(get("/api/jobs/" + id(1) + path)).status()).as(path).isEqualTo(404);
    }
    assertThat(send(get("/api/jobs/nope")).status()).isEqualTo(404);
    assertThat(send(get("/api/jobs/" + id(3) + "/files/1")).status()).isEqualTo(404);
  }

  @Test
  void servesNoReferenceAsResult() throws Exception {
    jdbc.sql("delete from job_file where role = 'result'").update();

    assertThat(send(get("/api/jobs/" + id(1) + "/files/1")).status()).isEqualTo(404);
  }
}
