package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static dev.rivyaroutes.ledger.LedgerWorld.RESULT;
import static dev.rivyaroutes.ledger.LedgerWorld.START;
import static dev.rivyaroutes.ledger.LedgerWorld.brief;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.orders.OrderResult;
import dev.rivyaroutes.ledger.outbox.Sinks;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

interface CancelContract extends OnLedger {

  Order STOP = new Order("ops", "wrong photo");

  private OrderResult cancel(String id) throws OrderRefused {
    return ledger().two.orders.cancel(id, STOP);
  }

  private void refused(String id, Why why) {
    List<Object> before = ledger().everything();
    assertThatThrownBy(() -> cancel(id))
        .isInstanceOfSatisfying(OrderRefused.class, e -> assertThat(e.why()).isEqualTo(why));
    assertThat(ledger().everything()).isEqualTo(before);
  }

  @Test
  default void cancelsAnAcceptedJobAndDeliversItToTheSinksOfFailures() throws Exception {
    ledger().sinks.declare(FLOW, "files", Sinks.On.SUCCEEDED);
    ledger().sinks.declare(FLOW, "alarm", Sinks.On.FAILED);
    String id = ledger().one.accept.accept(List.of(brief("a"))).get(0).jobId();

    assertThat(cancel(id).text())
        .isEqualTo(
            "Cancelled by ops (wrong photo). Nothing was sent to Rivya, and nothing is paid.");

    assertThat(ledger().row(id))
        .containsEntry("state", "cancelled")
        .containsEntry("stage", null)
        .containsEntry("trouble", "order")
        .containsEntry("open_deliveries", 1);
    assertThat(ledger().timeline(id)).containsExactly("accepted", "cancelled");
    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, LedgerWorld.ACCOUNT, 9)).isEmpty();
    assertThat(ledger().one.deliveries.claim(FLOW, "alarm", 9))
        .singleElement()
        .satisfies(d -> assertThat(d.job().state()).isEqualTo(JobState.CANCELLED));
    refused(id, Why.STATE);
  }

  @Test
  default void refusesToCancelWhileACreateCallMayBeOut() throws Exception {
    Job job = ledger().submitting("a");
    ledger().one.progress.recordRequest(job, "{}");
    refused(job.id(), Why.NOT_NOW);
    ledger().leaseEnds();

    assertThat(cancel(job.id()).text()).contains("may have been paid for");

    assertThat(ledger().one.progress.recordSubmitted(job, "task", null, START)).isFalse();
    assertThat(ledger().one.progress.recordRequest(job, "{}")).isFalse();
    assertThat(ledger().state(job.id())).isEqualTo("cancelled");
  }

  @Test
  default void cancelsWhileReferencesGoUpAndTheCallThatIsPaidForIsNotMade() throws Exception {
    Job job = ledger().submitting("a");

    assertThat(cancel(job.id()).text()).contains("Nothing was sent to Rivya");

    assertThat(ledger().one.progress.recordRequest(job, "{}")).isFalse();
    assertThat(ledger().state(job.id())).isEqualTo("cancelled");
    assertThat(ledger().row(job.id())).containsEntry("held_credits", null);
  }

  @Test
  default void cancelsWhileReferencesAreFetched() throws Exception {
    Job job = ledger().submitting("a");
    assertThat(ledger().one.progress.fetchReferencesFirst(job)).isTrue();
    assertThat(ledger().state(job.id())).isEqualTo("accepted");
    assertThat(ledger().row(job.id())).containsEntry("held_credits", null);
    Job fetching = ledger().claimed(ledger().one, Stage.REFERENCE, job.id());

    assertThat(cancel(job.id()).text()).contains("Nothing was sent to Rivya");

    assertThat(ledger().one.progress.recordReferencesFetched(fetching)).isFalse();
    assertThat(ledger().state(job.id())).isEqualTo("cancelled");
  }

  /** Who stores the bytes of the call sends them; who cancels says that nothing was sent. */
  @Test
  default void eitherSendsOrCancelsWhereBothComeAtOnce() throws Exception {
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 30; round++) {
        Job job = ledger().submitting("both-" + round);
        Future<Boolean> sends = both.submit(() -> ledger().one.progress.recordRequest(job, "{}"));
        Future<Boolean> cancels = both.submit(() -> isCancelled(job.id()));

        assertThat(sends.get()).isNotEqualTo(cancels.get());
      }
    } finally {
      both.shutdown();
    }
  }

  private boolean isCancelled(String id) {
    try {
      return cancel(id).text().contains("Nothing was sent");
    } catch (OrderRefused e) {
      return false;
    }
  }

  @Test
  default void saysThatNothingIsPaidWhereTheProgramEndedBeforeTheSend() throws Exception {
    Job job = ledger().submitting("a");
    ledger().leaseEnds();

    assertThat(cancel(job.id()).text()).contains("nothing is paid");
  }

  @Test
  default void cancelsAWaitingJobAndRefusesWhatItsPollReturns() throws Exception {
    Job job = ledger().submitting("a");
    ledger().one.progress.recordSubmitted(job, "task-7", null, START);
    Job polled = ledger().claimed(ledger().one, Stage.POLL, job.id());

    assertThat(cancel(job.id()).text()).contains("task task-7 is paid for all the same");

    assertThat(ledger().one.progress.recordFinished(polled, "{}", null)).isFalse();
    assertThat(ledger().state(job.id())).isEqualTo("cancelled");
  }

  @Test
  default void cancelsParkedAndFetchingJobs() throws Exception {
    Job parked = ledger().submitting("a");
    ledger().one.progress.recordRequest(parked, "{}");
    ledger().one.progress.park(parked, null, Cause.of(Trouble.UNKNOWN, "?"), START, START);
    Job fetching = ledger().fetching("b");

    assertThat(cancel(parked.id()).text()).contains("may have been paid for");
    cancel(fetching.id());

    assertThat(ledger().one.progress.recordFetched(fetching, List.of(RESULT))).isFalse();
    assertThat(ledger().state(fetching.id())).isEqualTo("cancelled");
  }

  @Test
  default void refusesToCancelWhatHasEndedOrIsNotThere() {
    ledger().sinks.declare(FLOW, "files", Sinks.On.SUCCEEDED);
    Job delivering = ledger().fetching("a");
    ledger().one.progress.recordFetched(delivering, List.of(RESULT));
    refused(delivering.id(), Why.STATE);
    ledger()
        .one
        .delivery
        .recordDelivered(ledger().one.deliveries.claim(FLOW, "files", 1).get(0), "here");
    refused(delivering.id(), Why.STATE);
    Job failed = ledger().submitting("b");
    ledger().one.progress.recordFailed(failed, Cause.of(Trouble.PERMANENT, "no"), null);
    refused(failed.id(), Why.STATE);
    refused("nobody", Why.UNKNOWN_JOB);
  }

  @Test
  default void cancelsOnceWhenEngineAndTwoPersonsAreAtItAtOnce() {
    for (int round = 0; round < 10; round++) {
      Job job = ledger().submitting("round-" + round);
      ledger().one.progress.recordSubmitted(job, "task", null, START);
      Job polled = ledger().claimed(ledger().one, Stage.POLL, job.id());
      Callable<Boolean> order =
          () -> {
            try {
              cancel(job.id());
              return true;
            } catch (OrderRefused e) {
              return false;
            }
          };
      List<Boolean> done =
          LedgerWorld.atOnce(
              List.of(
                  order, order, () -> ledger().one.progress.recordFinished(polled, "{}", null)));

      assertThat(done.subList(0, 2)).containsExactlyInAnyOrder(true, false);
      assertThat(ledger().state(job.id())).isEqualTo("cancelled");
      assertThat(ledger().timeline(job.id())).containsOnlyOnce("cancelled").endsWith("cancelled");
    }
  }
}
