package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static dev.rivyaroutes.ledger.LedgerWorld.RESULT;
import static dev.rivyaroutes.ledger.LedgerWorld.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.ReserveCredits;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.models.ModelJobs;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.orders.OrderResult;
import dev.rivyaroutes.ledger.orders.PreviewOrders;
import dev.rivyaroutes.ledger.outbox.Outbox;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.uploads.UploadClaims;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

interface ReplayContract extends OnLedger {

  Order GO = new Order("ops", null);
  Cause NO = Cause.of(Trouble.PERMANENT, "Rivya refused it.");
  Predicate<String> KEPT = sha256 -> true;

  private OrderResult replay(String id) throws OrderRefused {
    return ledger().two.orders.replay(id, GO, null, KEPT);
  }

  private OrderResult deliver(String id, Deliveries which) throws OrderRefused {
    return ledger().two.orders.replay(id, GO, which, KEPT);
  }

  private void refused(Why why, Callable<OrderResult> order) {
    List<Object> before = ledger().everything();
    assertThatThrownBy(order::call)
        .isInstanceOfSatisfying(OrderRefused.class, e -> assertThat(e.why()).isEqualTo(why));
    assertThat(ledger().everything()).isEqualTo(before);
  }

  private Job failed(String sourceId) {
    Job job = ledger().submitting(sourceId);
    ledger().one.progress.recordRequest(job, "{\"old\":1}");
    ledger().one.progress.recordFailed(job, NO, null);
    return job;
  }

  private Job parked(String sourceId, Stage stage, Cause cause, boolean sent) {
    Job job = ledger().submitting(sourceId);
    if (sent) {
      ledger().one.progress.recordRequest(job, "{}");
    }
    ledger().one.progress.park(job, stage, cause, START, sent ? START : null);
    return job;
  }

  private String key(String id) {
    return ledger()
        .jdbc
        .queryForObject(
            "select idempotency_key from job_content where job_id = ?", String.class, id);
  }

  private Delivery claimed(String sink) {
    return ledger().one.deliveries.claim(FLOW, sink, 1).get(0);
  }

  @Test
  default void letsAFailedJobMakeAnotherAttemptUnderAnotherKey() throws Exception {
    ledger().sinks.declare(FLOW, "all", Sinks.On.ALL);
    Job job = failed("a");
    Delivery old = claimed("all");

    assertThat(replay(job.id()).text()).startsWith("Replayed by ops. ").contains("new key");

    assertThat(ledger().one.delivery.recordDelivered(old, "late")).isFalse();
    Job again = ledger().claimed(ledger().one, Stage.SUBMIT, job.id());
    assertThat(again.content().idempotencyKey()).isEqualTo(job.id() + "-2");
    assertThat(again.content().request()).isNull();
    assertThat(again.sentAt()).isNull();
    assertThat(again.cause()).isNull();
    assertThat(ledger().one.progress.recordFailed(again, NO, null)).isTrue();
    assertThat(claimed("all").id()).isNotEqualTo(old.id());
    replay(job.id());
    assertThat(key(job.id())).isEqualTo(job.id() + "-3");
    assertThat(ledger().timeline(job.id()))
        .containsExactly("accepted", "failed", "accepted", "failed", "accepted");
  }

  @Test
  default void replaysOnceWhenTwoPersonsOrderItAtOnce() {
    Job job = failed("a");
    Callable<Boolean> order =
        () -> {
          try {
            replay(job.id());
            return true;
          } catch (OrderRefused e) {
            return false;
          }
        };
    List<Callable<Boolean>> orders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      orders.add(order);
    }
    assertThat(LedgerWorld.atOnce(orders)).containsOnlyOnce(true);
    assertThat(key(job.id())).isEqualTo(job.id() + "-2");
  }

  @Test
  default void mintsAnotherKeyForAnUnknownOutcomeOnAPersonsOrderOnly() throws Exception {
    Job job = parked("a", null, Cause.of(Trouble.UNKNOWN, "too old"), true);

    assertThat(replay(job.id()).text()).contains("paid for twice");

    assertThat(key(job.id())).isEqualTo(job.id() + "-2");
    assertThat(ledger().claimed(ledger().one, Stage.SUBMIT, job.id()).sentAt()).isNull();
  }

  @Test
  default void keepsTheKeyWhereItIsCertainToBeGood() throws Exception {
    Job unsent = parked("unsent", null, Cause.of(Trouble.TRANSIENT, "odd"), false);
    Job poison = parked("poison", null, new Cause(Trouble.UNKNOWN, "poison", "ended", null), true);
    Job made = ledger().submitting("made");
    ledger().one.progress.recordSubmitted(made, "task-9", null, START);
    Job polled = ledger().claimed(ledger().one, Stage.POLL, made.id());
    ledger().one.progress.park(polled, null, Cause.of(Trouble.UNKNOWN, "odd"), START, null);

    replay(unsent.id());
    replay(poison.id());
    assertThat(replay(made.id()).text()).contains("task-9").contains("nothing is paid");

    for (Job job : List.of(unsent, poison, made)) {
      assertThat(key(job.id())).isEqualTo(job.id());
    }
    assertThat(ledger().claimed(ledger().one, Stage.POLL, made.id()).taskId()).isEqualTo("task-9");
    assertThat(ledger().claimed(ledger().one, Stage.SUBMIT, poison.id()).sentAt()).isEqualTo(START);
  }

  @Test
  default void refusesToReplayWhatGoesOnByItselfOrIsDone() throws Exception {
    String accepted = ledger().one.accept.accept(List.of(LedgerWorld.brief("x"))).get(0).jobId();
    refused(Why.STATE, () -> replay(accepted));
    ledger().two.orders.cancel(accepted, GO);
    Job job = ledger().fetching("done");
    ledger().one.progress.recordFetched(job, List.of(RESULT));
    Job credit = parked("c", Stage.SUBMIT, Cause.of(Trouble.CREDIT, "empty"), false);
    String brief = ledger().one.accept.refuse(LedgerWorld.brief("bad"), NO).jobId();

    for (String id : List.of(accepted, job.id(), credit.id(), brief)) {
      refused(Why.STATE, () -> replay(id));
    }
    refused(Why.STATE, () -> deliver(credit.id(), Deliveries.ALL));
    refused(Why.STATE, () -> deliver(job.id(), Deliveries.ALL));
    refused(Why.UNKNOWN_JOB, () -> replay("nobody"));
  }

  @Test
  default void refusesToReplayWhatWaitsForItsModelABudgetOrAnUpload() {
    for (Cause cause :
        List.of(
            new Cause(Trouble.MODEL, ModelJobs.CODE, "gone", null),
            new Cause(Trouble.BUDGET, ReserveCredits.USED_UP, "used up", null),
            new Cause(Trouble.TRANSIENT, UploadClaims.CODE, "another uploads", null))) {
      Job job = ledger().submitting(cause.code());
      ledger().one.progress.park(job, Stage.SUBMIT, cause, START.plusSeconds(3600), null);

      refused(Why.STATE, () -> replay(job.id()));
    }
  }

  @Test
  default void refusesWhatNeedsBytesThatAreGone() {
    JobFile reference = new JobFile(1, "r.png", "image/png", "image", 1, "b".repeat(64), null);
    String id =
        ledger()
            .one
            .accept
            .accept(List.of(LedgerWorld.brief("a", List.of(reference))))
            .get(0)
            .jobId();
    ledger().one.progress.recordFailed(ledger().claimed(ledger().one, Stage.SUBMIT, id), NO, null);
    List<String> asked = new ArrayList<>();

    refused(
        Why.MEDIA_GONE,
        () -> ledger().one.orders.replay(id, GO, null, sha256 -> !asked.add(sha256)));
    assertThat(asked).containsExactly(reference.sha256());
  }

  @Test
  default void deliversOnlyDeadDeliveriesAgainUnderTheirIds() throws Exception {
    ledger().sinks.declare(FLOW, "good", Sinks.On.ALL);
    ledger().sinks.declare(FLOW, "bad", Sinks.On.ALL);
    Job job = ledger().fetching("a");
    ledger().one.progress.recordFetched(job, List.of(RESULT));
    ledger().one.delivery.recordDelivered(claimed("good"), "here");
    refused(Why.STATE, () -> replay(job.id()));
    Delivery dead = claimed("bad");
    ledger().one.delivery.markDead(dead, NO);

    assertThat(replay(job.id()).text()).contains("again to bad").contains("nothing is paid");
    refused(Why.STATE, () -> replay(job.id()));

    assertThat(ledger().one.deliveries.claim(FLOW, "good", 9)).isEmpty();
    Delivery again = claimed("bad");
    assertThat(again.id()).isEqualTo(dead.id());
    assertThat(again.attempts()).isZero();
    assertThat(ledger().one.delivery.recordDelivered(again, "there")).isTrue();
    assertThat(ledger().state(job.id())).isEqualTo("done");
    assertThat(key(job.id())).isEqualTo(job.id());
  }

  @Test
  default void deliversEverythingAgainOnRequest() throws Exception {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    ledger().sinks.declare(FLOW, "b", Sinks.On.ALL);
    Job job = ledger().fetching("x");
    ledger().one.progress.recordFetched(job, List.of(RESULT));
    ledger().one.delivery.recordDelivered(claimed("a"), "here");
    ledger().one.delivery.recordDelivered(claimed("b"), "here");
    refused(Why.STATE, () -> deliver(job.id(), Deliveries.DEAD));

    deliver(job.id(), Deliveries.ALL);

    assertThat(ledger().state(job.id())).isEqualTo("delivering");
    ledger().one.delivery.recordDelivered(claimed("a"), "here");
    assertThat(ledger().state(job.id())).isEqualTo("delivering");
    ledger().one.delivery.recordDelivered(claimed("b"), "here");
    assertThat(ledger().state(job.id())).isEqualTo("done");
  }

  @Test
  default void deliversAgainToOneSinkOnly() throws Exception {
    ledger().sinks.declare(FLOW, "a", Sinks.On.ALL);
    ledger().sinks.declare(FLOW, "b", Sinks.On.ALL);
    Job job = ledger().fetching("x");
    ledger().one.progress.recordFetched(job, List.of(RESULT));
    ledger().one.delivery.recordDelivered(claimed("a"), "here");
    ledger().one.delivery.markDead(claimed("b"), NO);
    refused(Why.STATE, () -> ledger().two.orders.redeliver(job.id(), "c", GO, KEPT));

    assertThat(ledger().two.orders.redeliver(job.id(), "a", GO, KEPT).text())
        .endsWith("Delivering again to a; nothing is paid.");

    refused(Why.STATE, () -> ledger().two.orders.redeliver(job.id(), "a", GO, KEPT));
    assertThat(ledger().one.deliveries.claim(FLOW, "b", 9)).isEmpty();
    ledger().one.delivery.recordDelivered(claimed("a"), "here");
    assertThat(ledger().state(job.id())).isEqualTo("delivering");
    ledger().two.orders.redeliver(job.id(), "b", GO, KEPT);
    ledger().one.delivery.recordDelivered(claimed("b"), "here");
    assertThat(ledger().state(job.id())).isEqualTo("done");
    ledger().two.orders.redeliver(job.id(), "b", GO, KEPT);
    assertThat(ledger().state(job.id())).isEqualTo("delivering");
    ledger().one.delivery.recordDelivered(claimed("b"), "here");
    assertThat(ledger().state(job.id())).isEqualTo("done");
  }

  @Test
  default void releasesOneJobOnlyWhereNothingIsPaidForTwice() throws Exception {
    Job unsent = parked("unsent", null, Cause.of(Trouble.TRANSIENT, "odd"), false);
    Job unknown = parked("unknown", null, Cause.of(Trouble.UNKNOWN, "too old"), true);

    assertThat(ledger().two.orders.release(unsent.id(), GO, KEPT).text())
        .startsWith("Released by ops. It is sent under its own key");

    assertThat(key(unsent.id())).isEqualTo(unsent.id());
    refused(Why.STATE, () -> ledger().two.orders.release(unknown.id(), GO, KEPT));
    String failed = failed("f").id();
    refused(Why.STATE, () -> ledger().two.orders.release(failed, GO, KEPT));
  }

  private List<String> previews(Job job) {
    return new PreviewOrders(ledger().jdbc, new Outbox(ledger().sinks), ledger().clock)
        .of(job.id(), Visibility.ALL, KEPT).stream()
            .map(one -> one.kind().word() + ": " + one.effect() + " " + one.cost().most())
            .toList();
  }

  @Test
  default void saysBeforeWhatAnOrderDoesAndCostsAndChangesNothing() throws Exception {
    Job unsent = parked("unsent", null, Cause.of(Trouble.TRANSIENT, "odd"), false);
    Job unknown = parked("unknown", null, Cause.of(Trouble.UNKNOWN, "too old"), true);
    Job failed = failed("failed");
    Job done = ledger().fetching("done");
    ledger().one.progress.recordFetched(done, List.of(RESULT));
    List<Object> before = ledger().everything();

    assertThat(previews(unsent))
        .containsExactly(
            "release: It is sent under its own key, so that it is paid for at most once. 0",
            "cancel: Nothing was sent to Rivya, and nothing is paid. 0");
    assertThat(previews(unknown))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("replay: It is sent under a new key. It is unknown whether");
    assertThat(previews(failed))
        .singleElement()
        .asString()
        .startsWith("replay: It is sent under a new key and paid for as a new generation.");
    assertThat(previews(done)).isEmpty();
    assertThat(ledger().everything()).isEqualTo(before);
  }

  @Test
  default void asksForTheAddressesAgainOfWhatRivyaHasMade() throws Exception {
    Job job = ledger().fetching("late");
    Cause cause = Cause.of(Trouble.TRANSIENT, "The download fails.");
    ledger().one.progress.park(job, Stage.FETCH, cause, START.plusSeconds(600), null);
    String key = key(job.id());

    assertThat(replay(job.id()).text()).contains("nothing is paid");

    assertThat(key(job.id())).isEqualTo(key);
    assertThat(ledger().row(job.id()))
        .containsEntry("state", "waiting")
        .containsEntry("stage", "poll")
        .containsEntry("task_id", "task-" + job.id());
  }
}
