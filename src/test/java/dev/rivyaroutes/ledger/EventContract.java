package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.events.Events;
import dev.rivyaroutes.ledger.events.FindEvents;
import dev.rivyaroutes.ledger.events.NewEvent;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface EventContract extends OnLedger {

  Duration LONG = Duration.ofMinutes(90);

  private static NewEvent event(String id, String taskId, String status) {
    return new NewEvent(ACCOUNT, id, taskId, "generation." + status, status, "{\"n\": 1}", null);
  }

  /** A job whose next look is far away. */
  private Job waiting(String sourceId) {
    Job job = ledger().submitting(sourceId);
    ledger().one.progress.recordSubmitted(job, task(job), null, later());
    return job;
  }

  private static String task(Job job) {
    return "task-" + job.id();
  }

  private Instant later() {
    return ledger().clock.instant().plus(LONG);
  }

  private List<Job> due(Replica replica) {
    return replica.jobs.claim(Stage.POLL, ACCOUNT, 1000);
  }

  private void forward() {
    ledger().clock.forward(Duration.ofSeconds(1));
  }

  @Test
  default void makesAJobDueAtOnceAndWakesItsLoop() {
    Job job = waiting("a");
    Job other = waiting("b");
    AtomicReference<Instant> woken = new AtomicReference<>();
    ledger().one.signal.listen(WorkSignal.queue(Stage.POLL, ACCOUNT), woken::set);
    forward();

    assertThat(ledger().one.events.record(event("evt_1", task(job), "succeeded"))).isTrue();

    assertThat(woken.get()).isEqualTo(ledger().clock.instant());
    List<Job> due = due(ledger().two);
    assertThat(due).extracting(Job::id).containsExactly(job.id());
    assertThat(due.get(0).eventAt()).isEqualTo(ledger().clock.instant());
    assertThat(ledger().timeline(job.id())).containsExactly("accepted", "waiting", "waiting");
    assertThat(ledger().timeline(other.id())).containsExactly("accepted", "waiting");
  }

  @Test
  default void hasNoEffectASecondTime() {
    Job job = waiting("a");
    ledger().one.events.record(event("evt_1", task(job), "succeeded"));
    Job claimed = due(ledger().one).get(0);
    ledger().one.progress.schedulePoll(claimed, later());
    List<Object> before = ledger().everything();
    forward();

    assertThat(ledger().two.events.record(event("evt_1", task(job), "succeeded"))).isFalse();
    assertThat(ledger().two.events.record(event("evt_2", task(job), "succeeded"))).isFalse();
    assertThat(ledger().two.events.record(event("evt_1", task(job), "failed"))).isFalse();

    assertThat(ledger().everything()).isEqualTo(before);
  }

  @Test
  default void isKeptOnceWhenItComesManyTimesAtOnceToTwoReplicas() {
    Job job = waiting("a");
    List<Callable<Boolean>> calls =
        IntStream.range(0, 24)
            .<Callable<Boolean>>mapToObj(
                i ->
                    () ->
                        (i % 2 == 0 ? ledger().one : ledger().two)
                            .events.record(event("evt_" + i % 4, task(job), "succeeded")))
            .toList();

    assertThat(LedgerWorld.atOnce(calls)).filteredOn(fresh -> fresh).hasSize(1);

    assertThat(ledger().count("event")).isOne();
    assertThat(ledger().timeline(job.id())).containsExactly("accepted", "waiting", "waiting");
  }

  @Test
  default void makesTheJobDueWhenItComesAgainAfterTheProgramEndedBetween() {
    Job job = waiting("a");
    ledger().one.events.record(event("evt_1", task(job), "succeeded"));
    Instant later = ledger().clock.instant().plus(Duration.ofHours(1));
    Sql.of("update job set event_at = null, due_at = ?", later).run(ledger().jdbc);
    assertThat(due(ledger().one)).isEmpty();

    ledger().two.events.record(event("evt_1", task(job), "succeeded"));

    assertThat(due(ledger().two)).hasSize(1);
  }

  @Test
  default void waitsForTheTaskIdThatComesLater() {
    Job job = ledger().submitting("a");
    ledger().two.events.record(event("evt_1", task(job), "succeeded"));
    forward();
    ledger().one.progress.recordSubmitted(job, task(job), null, later());
    assertThat(due(ledger().one)).isEmpty();

    ledger().one.events.wakeForEarlierEvent(ACCOUNT, task(job));

    assertThat(due(ledger().one)).extracting(Job::id).containsExactly(job.id());
    ledger().one.events.wakeForEarlierEvent(ACCOUNT, "another");
  }

  @Test
  default void losesNoEventThatComesWhileTheTaskIdDoes() {
    for (int i = 0; i < 20; i++) {
      Job job = ledger().submitting("job-" + i);
      LedgerWorld.atOnce(
          List.of(
              () -> ledger().two.events.record(event("evt_" + job.id(), task(job), "succeeded")),
              () -> {
                ledger().one.progress.recordSubmitted(job, task(job), null, later());
                ledger().one.events.wakeForEarlierEvent(ACCOUNT, task(job));
                return true;
              }));
      assertThat(due(ledger().two)).extracting(Job::id).containsExactly(job.id());
    }
  }

  @Test
  default void causesAnotherPollWhenItComesDuringOne() {
    Job job = waiting("a");
    Job parked = waiting("b");
    ledger().clock.forward(LONG);
    List<Job> polled = due(ledger().one);
    assertThat(polled).hasSize(2);
    forward();

    polled.forEach(
        one -> ledger().two.events.record(event("evt_" + one.id(), one.taskId(), "failed")));
    assertThat(due(ledger().two)).as("a claimed job is left to its claimer").isEmpty();
    for (Job one : polled) {
      if (one.id().equals(parked.id())) {
        Cause cause = Cause.of(Trouble.UNKNOWN, "late");
        ledger().one.progress.park(one, Stage.POLL, cause, later(), null);
      } else {
        ledger().one.progress.schedulePoll(one, later());
      }
    }

    List<Job> again = due(ledger().two);
    assertThat(again).extracting(Job::id).containsExactlyInAnyOrder(job.id(), parked.id());
    again.forEach(one -> ledger().two.progress.schedulePoll(one, later()));
    assertThat(due(ledger().two)).isEmpty();
  }

  @Test
  default void touchesNoJobThatWaitsNoMoreNorOneOfAnotherAccount() {
    Job job = waiting("a");
    Job done = ledger().fetching("b");
    ledger().one.progress.recordFetched(done, List.of(LedgerWorld.RESULT));
    String taskOfDone = (String) ledger().row(done.id()).get("task_id");
    Object before = ledger().row(job.id()) + "" + ledger().row(done.id());

    ledger()
        .one
        .events
        .record(
            new NewEvent("other", "evt_1", task(job), "generation.failed", "failed", "{}", null));
    ledger().one.events.record(event("evt_2", taskOfDone, "failed"));
    ledger().one.events.record(event("evt_3", "task-of-nobody", "failed"));
    ledger()
        .one
        .events
        .record(new NewEvent(ACCOUNT, "evt_4", null, "webhook.test", null, null, null));
    ledger()
        .one
        .events
        .record(new NewEvent(ACCOUNT, "evt_5", null, "webhook.test", null, null, null));

    assertThat(ledger().row(job.id()) + "" + ledger().row(done.id())).isEqualTo(before);
    assertThat(ledger().count("event")).isEqualTo(5);
    assertThat(ledger().jdbc.queryForList("select applied_at from event"))
        .extracting("applied_at")
        .containsOnlyNulls();
  }

  @Test
  default void marksTheEventsBehindWhichAJobIsSettled() {
    Job good = waiting("a");
    Job bad = waiting("b");
    ledger().one.events.record(event("evt_1", task(good), "succeeded"));
    ledger().one.events.record(event("evt_2", task(bad), "failed"));
    for (Job job : due(ledger().one)) {
      if (job.id().equals(good.id())) {
        ledger().one.progress.recordFinished(job, "{}", null);
      } else {
        ledger().one.progress.recordFailed(job, Cause.of(Trouble.PERMANENT, "no"), null);
      }
    }
    assertThat(ledger().jdbc.queryForList("select applied_at from event"))
        .extracting("applied_at")
        .doesNotContainNull();
  }

  @Test
  default void reportsTheEndOfATaskUnlessItsEventsContradictEachOther() {
    Events events = ledger().one.events;
    events.record(event("evt_1", "task-1", "processing"));
    assertThat(events.findOutcome(ACCOUNT, "task-1")).isEmpty();
    events.record(event("evt_2", "task-1", "succeeded"));
    assertThat(events.findOutcome(ACCOUNT, "task-1")).contains("{\"n\": 1}");
    assertThat(events.findOutcome("other", "task-1")).isEmpty();
    events.record(event("evt_3", "task-1", "failed"));
    assertThat(events.findOutcome(ACCOUNT, "task-1")).isEmpty();
  }

  @Test
  default void forgetsTheEventsOfTheTaskBeforeWhenAJobIsSubmittedAgain() {
    Job job = waiting("a");
    ledger().one.events.record(event("evt_1", task(job), "succeeded"));
    ledger().jdbc.update("update job set stage = 'submit', state = 'accepted'");
    Job again = ledger().claimed(ledger().one, Stage.SUBMIT, job.id());

    ledger().one.progress.recordSubmitted(again, "task-again", null, later());

    assertThat(ledger().row(job.id()).get("event_at")).isNull();
  }

  @Test
  default void deletesOldEvents() {
    ledger().one.events.record(event("evt_1", "task-1", "succeeded"));
    ledger().clock.forward(Duration.ofDays(90).plusSeconds(1));
    ledger().one.events.record(event("evt_2", "task-2", "succeeded"));
    Instant before = ledger().clock.instant().minus(Duration.ofDays(90));

    assertThat(ledger().one.forget.deleteEvents(before)).isOne();

    assertThat(ledger().jdbc.queryForList("select event_id from event", String.class))
        .containsExactly("evt_2");
    assertThat(ledger().one.forget.deleteEvents(before)).isZero();
  }

  @Test
  default void findsTheEventsOfAnAccountNewestFirstWithTheirVerdicts() {
    for (int n = 1; n <= 3; n++) {
      ledger()
          .one
          .events
          .record(
              new NewEvent("shown", "evt_" + n, n == 3 ? null : "t" + n, "x", null, null, null));
    }
    ledger().one.events.record(new NewEvent("other", "evt_9", "t9", "x", null, null, null));
    FindEvents find = new FindEvents(ledger().jdbc);

    List<FindEvents.ReceivedEvent> first = find.newest("shown", null, 2);
    assertThat(first).extracting(FindEvents.ReceivedEvent::id).containsExactly("evt_3", "evt_2");
    assertThat(first)
        .extracting(FindEvents.ReceivedEvent::verdict)
        .containsExactly(FindEvents.Verdict.NO_TASK, FindEvents.Verdict.NO_JOB);
    assertThat(find.newest("shown", "evt_2", 2))
        .extracting(FindEvents.ReceivedEvent::id)
        .containsExactly("evt_1");
    assertThat(find.newest("shown", "nothing", 2)).isEmpty();
  }
}
