package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static dev.rivyaroutes.ledger.LedgerWorld.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

interface ProgressContract extends OnLedger {

  @Test
  default void refusesEveryOutcomeOfAClaimerWhoseLeaseAnotherHasTaken() {
    ledger().sinks.declare(FLOW, "files", Sinks.On.ALL);
    JobFile reference = new JobFile(1, "cat.png", null, null, -1, null, "https://x.test/cat.png");
    String id =
        ledger()
            .one
            .accept
            .accept(List.of(LedgerWorld.brief("a", List.of(reference))))
            .get(0)
            .jobId();
    Job old = ledger().claimed(ledger().one, Stage.SUBMIT, id);
    ledger().leaseEnds();
    Job next = ledger().claimed(ledger().two, Stage.SUBMIT, id);
    List<Object> before = ledger().everything();
    Cause cause = Cause.of(Trouble.TRANSIENT, "late");
    Instant now = ledger().clock.instant();
    RecordProgress late = ledger().one.progress;
    Map<String, Predicate<Job>> outcomes =
        Map.of(
            "request", job -> late.recordRequest(job, "{}"),
            "reference", job -> late.recordReference(job, RESULT),
            "submitted", job -> late.recordSubmitted(job, "task", null, now),
            "stillWorking", job -> late.schedulePoll(job, now),
            "finished", job -> late.recordFinished(job, "{}", null),
            "fetched", job -> late.recordFetched(job, List.of(RESULT)),
            "failed", job -> late.recordFailed(job, cause, null),
            "tryAgain", job -> late.scheduleRetry(job, Stage.SUBMIT, cause, now, null),
            "park", job -> late.park(job, null, cause, now, null));

    outcomes.forEach(
        (name, outcome) -> {
          assertThat(outcome.test(old)).as(name).isFalse();
          assertThat(ledger().everything()).as(name).isEqualTo(before);
        });
    assertThat(ledger().two.progress.recordSubmitted(next, "task", null, now)).isTrue();
  }

  @Test
  default void keepsResultAndDeliveriesOfAllSinksTogether() {
    ledger().sinks.declare(FLOW, "folder", Sinks.On.SUCCEEDED);
    ledger().sinks.declare(FLOW, "callback", Sinks.On.ALL);
    ledger().sinks.declare(FLOW, "alarm", Sinks.On.FAILED);
    Job job = ledger().fetching("a");

    assertThat(ledger().one.progress.recordFetched(job, List.of(RESULT))).isTrue();

    assertThat(ledger().row(job.id()))
        .containsEntry("state", "delivering")
        .containsEntry("open_deliveries", 2);
    assertThat(ledger().jdbc.queryForList("select sink from delivery", String.class))
        .containsExactlyInAnyOrder("folder", "callback");
    assertThat(ledger().timeline(job.id()))
        .containsExactly("accepted", "waiting", "fetching", "delivering");
  }

  @Test
  default void leavesNothingOfAResultOfWhichOnePartCannotBeWritten() {
    ledger().sinks.declare(FLOW, "folder", Sinks.On.SUCCEEDED);
    Job job = ledger().fetching("a");
    List<Object> before = ledger().everything();

    assertThatThrownBy(() -> ledger().one.progress.recordFetched(job, List.of(RESULT, RESULT)))
        .isInstanceOf(LedgerUnavailable.class);

    assertThat(ledger().everything()).isEqualTo(before);
    assertThat(ledger().one.progress.recordFetched(job, List.of(RESULT))).isTrue();
  }

  @Test
  default void isDoneAtOnceWhenNoSinkTakesTheResult() {
    Job job = ledger().fetching("a");
    ledger().one.progress.recordFetched(job, List.of(RESULT));
    assertThat(ledger().state(job.id())).isEqualTo("done");
  }

  @Test
  default void sendsAFailureOnlyToSinksThatTakeFailures() {
    ledger().sinks.declare(FLOW, "folder", Sinks.On.SUCCEEDED);
    ledger().sinks.declare(FLOW, "alarm", Sinks.On.FAILED);
    Job job = ledger().submitting("a");

    Cause cause = new Cause(Trouble.PERMANENT, "refused", "Rivya refused it.", "req_7");
    ledger().one.progress.recordFailed(job, cause, null);

    assertThat(ledger().state(job.id())).isEqualTo("failed");
    assertThat(ledger().one.deliveries.claim(FLOW, "alarm", 9))
        .singleElement()
        .satisfies(delivery -> assertThat(delivery.job().cause()).isEqualTo(cause));
    assertThat(ledger().jdbc.queryForList("select sink from delivery", String.class))
        .containsExactly("alarm");
    assertThat(ledger().timeline(job.id())).containsExactly("accepted", "failed");
  }
}
