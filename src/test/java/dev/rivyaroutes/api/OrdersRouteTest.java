package dev.rivyaroutes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.http.HttpLedgerTestBase;
import dev.rivyaroutes.ledger.claim.ClaimDeliveries;
import dev.rivyaroutes.ledger.claim.ClaimJobs;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.outbox.RecordDelivery;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.testing.SlowCallers;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class OrdersRouteTest extends HttpLedgerTestBase {
  private static final Cause NO = Cause.of(Trouble.PERMANENT, "Rivya refused it.");

  @Autowired private ClaimJobs claims;
  @Autowired private ClaimDeliveries deliveries;
  @Autowired private RecordProgress progress;
  @Autowired private RecordDelivery delivery;
  @Autowired private MediaStore store;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Sinks sinks;
  @Autowired private Clock clock;

  @BeforeEach
  void declareTheSink() {
    jdbc.update("delete from job");
    try {
      sinks.declare("listing", "bucket", Sinks.On.ALL);
    } catch (IllegalArgumentException declaredBefore) {
      assertThat(declaredBefore).hasMessageContaining("bucket");
    }
  }

  private String accepted() throws Exception {
    String answer = post(UUID.randomUUID().toString(), "{\"prompt\":\"p\"}").body();
    return JSON.readTree(answer).path("id").asText();
  }

  private Job claimed(Stage stage) {
    return claims.claim(stage, "test", 1).get(0);
  }

  private String failed() throws Exception {
    String id = accepted();
    progress.recordFailed(claimed(Stage.SUBMIT), NO, null);
    return id;
  }

  private String delivering(JobFile file) throws Exception {
    String id = accepted();
    progress.recordSubmitted(claimed(Stage.SUBMIT), "task", null, clock.instant());
    progress.recordFinished(claimed(Stage.POLL), "{}", null);
    progress.recordFetched(claimed(Stage.FETCH), List.of(file));
    return id;
  }

  private JobFile stored() throws Exception {
    var media = store.put(new ByteArrayInputStream(new byte[] {1, 2, 3}), 9);
    return new JobFile(1, "x.png", "image/png", "image", 3, media.sha256(), null);
  }

  private HttpResponse<String> replay(String id, String body) throws Exception {
    return order("/api/jobs/" + id + "/replay", body);
  }

  private HttpResponse<String> cancel(String id, String body) throws Exception {
    return order("/api/jobs/" + id + "/cancel", body);
  }

  private static void problem(HttpResponse<String> answer, int status, String word, String says)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("type").asText()).endsWith(":" + word);
    assertThat(problem.path("detail").asText()).contains(says);
  }

  @Test
  void replaysAFailedJobOnceAndRecordsByWhom() throws Exception {
    String id = failed();

    HttpResponse<String> first = replay(id, "{\"reason\":\"model mended\"}");

    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    JsonNode done = JSON.readTree(first.body());
    assertThat(done.path("status").asText()).isEqualTo("queued");
    assertThat(done.path("state").asText()).isEqualTo("accepted");
    JsonNode job = get(done.path("url").asText());
    assertThat(job.path("state").asText()).isEqualTo("accepted");
    assertThat(job.path("timeline").get(2).path("text").asText())
        .startsWith("Replayed by local (model mended). ");
    problem(replay(id, ""), 409, "order-refused", "in progress");
    assertThat(claimed(Stage.SUBMIT).content().idempotencyKey()).isEqualTo(id + "-2");
  }

  @Test
  void saysThatAnUnknownOutcomeMayBePaidForTwice() throws Exception {
    String id = accepted();
    Cause unknown = Cause.of(Trouble.UNKNOWN, "too old");
    Job sent = claimed(Stage.SUBMIT);
    progress.recordRequest(sent, "{}");
    progress.park(sent, null, unknown, clock.instant(), clock.instant());

    assertThat(replay(id, "").body()).contains("may be paid for twice");
  }

  @Test
  void replaysDeadDeliveriesWithoutAnotherAttempt() throws Exception {
    String id = delivering(stored());
    delivery.markDead(deliveries.claim("listing", "bucket", 1).get(0), NO);

    HttpResponse<String> answer = replay(id, "{}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.body()).contains("again to bucket; nothing is paid");
    delivery.recordDelivered(deliveries.claim("listing", "bucket", 1).get(0), "here");
    problem(replay(id, ""), 409, "order-refused", "{\"deliveries\": \"all\"}");
    assertThat(replay(id, "{\"deliveries\":\"all\"}").statusCode()).isEqualTo(202);
    assertThat(deliveries.claim("listing", "bucket", 1)).hasSize(1);
  }

  @Test
  void replaysNothingWhoseBytesAreGone() throws Exception {
    JobFile gone = new JobFile(1, "x.png", "image/png", "image", 3, "0".repeat(64), null);
    String id = delivering(gone);
    delivery.markDead(deliveries.claim("listing", "bucket", 1).get(0), NO);

    problem(replay(id, ""), 410, "media-gone", "rivya.media.keep");
  }

  @Test
  void cancelsAJobOnceAndDeliversItsFailure() throws Exception {
    String id = accepted();

    HttpResponse<String> first = cancel(id, "{\"reason\":\"wrong photo\"}");

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    JsonNode job = get("/api/jobs/" + id);
    assertThat(job.path("status").asText()).isEqualTo("failed");
    assertThat(job.path("state").asText()).isEqualTo("cancelled");
    assertThat(job.path("cause").path("text").asText())
        .startsWith("Cancelled by local (wrong photo). ");
    assertThat(deliveries.claim("listing", "bucket", 1)).hasSize(1);
    problem(cancel(id, ""), 409, "order-refused", "already cancelled");
    problem(replay(id, ""), 409, "order-refused", "under a new id");
  }

  @Test
  void asksToRetryWhileACreateCallIsOut() throws Exception {
    String id = accepted();
    progress.recordRequest(claimed(Stage.SUBMIT), "{}");

    HttpResponse<String> answer = cancel(id, "");

    problem(answer, 409, "not-now", "in a few seconds");
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
  }

  @Test
  void refusesOrdersThatAreNone() throws Exception {
    String id = failed();
    for (String body :
        List.of(
            "no json",
            "[]",
            "{\"why\":\"x\"}",
            "{\"reason\":1}",
            "{\"reason\":\"a\",\"reason\":\"b\"}",
            "{\"reason\":\"" + "x".repeat(501) + "\"}",
            "{\"deliveries\":\"some\"}")) {
      problem(replay(id, body), 400, "invalid-order", "");
    }
    problem(cancel(id, "{\"deliveries\":\"all\"}"), 400, "invalid-order", "reason");
    problem(replay(id, " ".repeat(11_000)), 413, "too-large", "10240");
    problem(replay("nope", ""), 404, "unknown-job", "");
    problem(cancel("nope", ""), 404, "unknown-job", "");
    assertThat(get("/api/jobs/" + id).path("state").asText()).isEqualTo("failed");
  }

  @Test
  void refusesAnOrderWhoseBodyArrivesTooSlowly() throws Exception {
    String id = failed();
    try (SlowCallers slow = new SlowCallers(port)) {
      SlowCallers.Caller caller =
          slow.call(
              "127.0.0.1",
              "POST /api/jobs/%s/replay HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n{"
                  .formatted(id));

      await().atMost(Duration.ofSeconds(60)).until(caller::isCutOff);
      assertThat(caller.answer())
          .startsWith("HTTP/1.1 408")
          .contains("application/problem+json", "too-slow");
    }
    assertThat(get("/api/jobs/" + id).path("state").asText()).isEqualTo("failed");
  }
}
