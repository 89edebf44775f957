package dev.rivyaroutes.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.testing.AJob;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TaskEventsTest {

  /** Its event has been settled by already; the addresses in it may no longer be good. */
  @Test
  void asksRivyaAboutALateJobWhateverItsEventSaid() throws Exception {
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    Job late = AJob.of("id", "main", JobState.PARKED, now, now);

    assertThat(new TaskEvents(null, null).outcome(late)).isEmpty();
  }
}
