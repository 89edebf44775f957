package dev.rivyaroutes.http.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.http.HttpRouteTestBase;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a caller gets when a step of the flow fails. */
class FlowStepsRouteTest extends HttpRouteTestBase {
  private static final String BRIEF = "{\"prompt\":\"a fox\"}";

  @Test
  void refusesABriefThatTheFlowCannotProcess() throws Exception {
    steps.before =
        exchange -> {
          throw new IllegalArgumentException("the brief has no title");
        };
    Answer refused =
        send(post("listing", "application/json", BRIEF).header("Idempotency-Key", "a"));
    steps.before = exchange -> {};
    Answer corrected =
        send(post("listing", "application/json", BRIEF).header("Idempotency-Key", "a"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("type")).endsWith(":brief-refused");
    assertThat(refused.text("detail"))
        .startsWith(
            "A step of the flow cannot process this brief: the brief has no title. Correct");
    assertThat(refused.text("id")).isEqualTo("job-1");
    assertThat(ledger.refusals).hasSize(1);
    assertThat(corrected.status()).isEqualTo(202);
  }

  @Test
  void letsTheOtherRowsOfAManifestGoOn() throws Exception {
    steps.before =
        exchange -> {
          if (exchange.getMessage().getBody() instanceof Map<?, ?> row
              && "odd".equals(row.get("prompt"))) {
            throw new IllegalStateException("it is odd");
          }
        };

    Answer answer =
        send(
            post(
                "listing",
                "application/x-ndjson",
                "{\"prompt\":\"a\"}\n{\"prompt\":\"odd\"}\n{\"prompt\":\"b\"}\n"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("jobs")).hasSize(2);
    assertThat(answer.json().path("refused").path(0).path("detail").asText())
        .startsWith("Row 2: A step of the flow cannot process this brief: it is odd.");
  }

  @Test
  void asksToSendAgainWhenTroublePasses() throws Exception {
    steps.before =
        exchange -> {
          throw new IOException("the flow's own store is away");
        };

    assertThat(send(post("listing", "application/json", BRIEF)).status()).isEqualTo(503);
    assertThat(ledger.refusals).isEmpty();
  }

  @Test
  void answersWithTheJobWhenAStepBehindTheAcceptanceFails() throws Exception {
    steps.behind =
        exchange -> {
          throw new IllegalStateException("too late");
        };

    Answer answer = send(post("listing", "application/json", BRIEF));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("id")).isEqualTo("job-1");
    assertThat(ledger.onlyJob().prompt()).isEqualTo("a fox");
  }
}
