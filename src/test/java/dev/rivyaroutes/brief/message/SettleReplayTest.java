package dev.rivyaroutes.brief.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettleReplayTest {

  @Test
  void refusesALargeManifestInAShortText() {
    Acceptances refused =
        new Acceptances(
            IntStream.rangeClosed(1, 10_000)
                .mapToObj(
                    n ->
                        new Acceptance(
                            Outcome.REFUSED, "%026d".formatted(n), "failed", "Row " + n + ": No."))
                .toList());

    Refusal refusal = SettleReplay.refusal(refused);

    assertThat(refusal.reason()).startsWith("Row 1: No. (job 0").contains(" Row 2: ").endsWith("…");
    assertThat(refusal.reason()).hasSizeLessThanOrEqualTo(2_000);
    assertThat(refusal.jobId()).isEqualTo("%026d".formatted(1));
  }
}
