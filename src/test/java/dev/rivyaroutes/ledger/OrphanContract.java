package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.claim.ParkCrashingJob;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.outbox.FindOrphans;
import dev.rivyaroutes.ledger.outbox.FindOrphans.FlowSink;
import dev.rivyaroutes.ledger.outbox.Sinks;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What becomes of jobs whose account, flow or sink the configuration no longer has. */
interface OrphanContract extends OnLedger {

  String GONE = "gone";

  private String accepted(String id) {
    NewJob brief =
        new NewJob(
            GONE,
            id,
            "in/cat.txt",
            ACCOUNT,
            "nano",
            new JobInput("a cat", "{}", null, List.of()),
            null);
    return ledger().one.accept.accept(List.of(brief)).get(0).jobId();
  }

  /** Sent by a replica that still has the flow. */
  private Job sent(String id) {
    Sinks before = new Sinks();
    before.declare(GONE);
    before.markComplete();
    try (Replica old = new Replica("old", ledger().database, before, ledger().clock)) {
      Job job = ledger().claimed(old, Stage.SUBMIT, accepted(id));
      old.progress.recordSubmitted(job, "task-" + id, null, ledger().clock.instant());
      return ledger().claimed(ledger().one, Stage.POLL, job.id());
    }
  }

  private Job resultOfAFlowThatIsGone() {
    Job polled = sent("a");
    ledger().one.progress.recordFinished(polled, "{}", null);
    Job job = ledger().claimed(ledger().one, Stage.FETCH, polled.id());
    assertThat(ledger().one.progress.recordFetched(job, List.of(RESULT))).isTrue();
    return job;
  }

  @Test
  default void deliversAFailureOfAFlowThatWasGoneOnceWhenItIsBack() {
    Job failed = sent("failed");
    Job cancelled = sent("cancelled");
    ledger().one.progress.recordFailed(failed, Cause.of(Trouble.PERMANENT, "No."), null);
    ledger().one.progress.stopRenewing(cancelled);
    order(cancelled.id());

    assertThat(ledger().one.waiting.deliverWaiting()).isZero();
    assertThat(ledger().one.orphans.countFailures()).isEqualTo(Map.of(GONE, 2L));
    ledger().clock.forward(Duration.ofDays(99));
    ledger().one.forget.deleteJobs("", ledger().clock.instant());
    assertThat(ledger().count("job")).isEqualTo(2);

    ledger().sinks.declare(GONE, "alarm", Sinks.On.FAILED);
    assertThat(ledger().one.waiting.deliverWaiting() + ledger().two.waiting.deliverWaiting())
        .isEqualTo(2);

    assertThat(ledger().two.deliveries.claim(GONE, "alarm", 9))
        .extracting(delivery -> delivery.job().cause().text())
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).isEqualTo("No."),
            text -> assertThat(text).startsWith("Cancelled"));
    assertThat(ledger().one.orphans.countFailures()).isEmpty();
    assertThat(ledger().one.waiting.deliverWaiting()).isZero();
    assertThat(ends(ledger().one)).as("jobs that ended, each counted once").isEqualTo(2);
    assertThat(ends(ledger().two)).isZero();
  }

  private static double ends(Replica replica) {
    return replica.meters.find("rivya.jobs.ended").tag("flow", GONE).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private void order(String id) {
    try {
      ledger().one.orders.cancel(id, new Order("ann", null));
    } catch (OrderRefused e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void sendsNothingOfAFlowThatIsGoneUntilItIsBack() {
    String due = accepted("due");
    ledger().submitting("ours");

    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();
    assertThat(ledger().row(due))
        .containsEntry("state", "parked")
        .containsEntry("code", "flow_gone")
        .containsEntry("claims", 0);
    assertThat((String) ledger().row(due).get("cause"))
        .contains(
            "no route file declares the flow gone", "Restore routes/gone.camel.yaml", "cancel it");
    assertThat(ledger().timeline(due)).containsExactly("accepted", "parked");
    assertThatThrownBy(
            () -> ledger().one.orders.replay(due, new Order("ann", null), null, sha256 -> true))
        .isInstanceOf(OrderRefused.class)
        .hasMessageContaining("released automatically");
    ledger().clock.forward(Duration.ofDays(9));
    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).noneMatch(is(due));
    assertThat(ledger().one.gone.release()).isZero();

    ledger().sinks.declare(GONE, "files", Sinks.On.ALL);
    assertThat(ledger().one.gone.release() + ledger().two.gone.release()).isOne();

    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).anyMatch(is(due));
    assertThat(ledger().row(due).get("cause")).isNull();
  }

  private static Predicate<Job> is(String id) {
    return job -> job.id().equals(id);
  }

  @Test
  default void parksAtOnceWhateverHasNotReachedRivyaAndNothingElse() {
    String made = sent("made").id();
    List<String> unsent = new ArrayList<>();
    for (String sql :
        List.of(
            "state = 'accepted'",
            "state = 'parked', code = 'budget_used_up', trouble = 'budget', due_at = '2030-01-01'",
            "state = 'parked', code = 'model_unavailable', trouble = 'model', due_at = '2030-01-01'",
            "state = 'parked', code = 'insufficient_credits', trouble = 'credit'",
            "state = 'submitting', attempts = 3",
            "state = 'submitting', owner = 'dead', due_at = '2020-01-01'")) {
      String id = accepted(sql);
      ledger().jdbc.update("update job set " + sql + " where id = ?", id);
      unsent.add(id);
    }
    String atWork = accepted("at work");
    ledger()
        .jdbc
        .update("update job set owner = 'old', due_at = '2030-01-01' where id = ?", atWork);
    String ours = ledger().one.accept.accept(List.of(LedgerWorld.brief("a"))).get(0).jobId();

    assertThat(ledger().one.gone.park()).isEqualTo(Map.of(GONE, unsent.size()));

    assertThat(unsent).allMatch(id -> "flow_gone".equals(ledger().row(id).get("code")));
    assertThat(ledger().state(made)).isEqualTo("waiting");
    assertThat(ledger().state(atWork)).isEqualTo("accepted");
    assertThat(ledger().state(ours)).isEqualTo("accepted");
    assertThat(ledger().one.orphans.countParked()).isEqualTo(Map.of(GONE, (long) unsent.size()));
    assertThat(ledger().one.gone.park()).isEmpty();
    order(unsent.get(1));
    assertThat(ledger().state(unsent.get(1))).isEqualTo("cancelled");
  }

  @Test
  default void parksNothingWhileFilesAreStillBeingLoaded() {
    String id = accepted("a");
    Sinks loading = new Sinks();
    try (Replica starting = new Replica("starting", ledger().database, loading, ledger().clock)) {
      assertThat(starting.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();
      assertThat(ledger().state(id)).isEqualTo("accepted");
      ledger().clock.forward(ParkCrashingJob.POSTPONEMENT);
      loading.declare(GONE);
      assertThat(starting.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).anyMatch(is(id));
    }
  }

  @Test
  default void keepsAResultUntilItsFlowIsBackAndDeliversItThenOnce() {
    String id = resultOfAFlowThatIsGone().id();

    assertThat(ledger().one.waiting.deliverWaiting()).isZero();
    assertThat(ledger().jdbc.queryForObject("select state from job", String.class))
        .isEqualTo("delivering");
    assertThat(ledger().jdbc.queryForObject("select cause from job", String.class))
        .contains("no route file declares the flow gone", "Restore routes/gone.camel.yaml");
    assertThat(ledger().one.orphans.countResults()).isEqualTo(Map.of(GONE, 1L));
    Order order = new Order("ann", null);
    assertThatThrownBy(() -> ledger().one.orders.cancel(id, order)).hasMessageContaining("result");
    assertThatThrownBy(() -> ledger().one.orders.replay(id, order, null, sha256 -> true))
        .isInstanceOf(OrderRefused.class);

    ledger().sinks.declare(GONE, "files", Sinks.On.ALL);
    assertThat(ledger().one.waiting.deliverWaiting() + ledger().two.waiting.deliverWaiting())
        .isOne();

    Delivery delivery = ledger().two.deliveries.claim(GONE, "files", 9).get(0);
    assertThat(ledger().two.delivery.recordDelivered(delivery, "there")).isTrue();
    assertThat(ledger().jdbc.queryForObject("select state from job", String.class))
        .isEqualTo("done");
    assertThat(ledger().jdbc.queryForObject("select cause from job", String.class)).isNull();
    assertThat(ledger().one.orphans.countResults()).isEmpty();
  }

  @Test
  default void findsJobsOfAnAccountThatIsNotConfigured() {
    ledger().submitting("a");

    assertThat(ledger().one.orphans.countJobs(ACCOUNT::equals)).isEmpty();
    assertThat(ledger().one.orphans.countJobs("another"::equals)).isEqualTo(Map.of(ACCOUNT, 1L));
  }

  @Test
  default void findsDeliveriesForASinkThatIsGone() {
    ledger().sinks.declare(LedgerWorld.FLOW, "files", Sinks.On.ALL);
    ledger().one.progress.recordFetched(ledger().fetching("a"), List.of(RESULT));

    assertThat(ledger().one.orphans.countDeliveries()).isEmpty();
    assertThat(new FindOrphans(ledger().jdbc, new Sinks()).countDeliveries())
        .isEqualTo(Map.of(new FlowSink(LedgerWorld.FLOW, "files"), 1L));
  }
}
