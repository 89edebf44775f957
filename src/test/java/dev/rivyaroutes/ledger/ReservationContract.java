package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.AccountOrders;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.credits.FindSpending;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.progress.TurnAnswer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every way in which the reservation of a job ends, under a cap, and what it counts as: a job that
 * goes on releases it, only a job that is over has something refunded.
 */
interface ReservationContract extends OnLedger {

  Cause PAUSED = new Cause(Trouble.ORDER, AccountOrders.CODE, "A person has paused it.", null);
  Cause LATER = Cause.of(Trouble.TRANSIENT, "Later.");
  Cause REFUSED = Cause.of(Trouble.PERMANENT, "Refused.");
  Order OPS = new Order("ops", "a reason");

  /** What happens to a job that was claimed, and has reserved 7 credits. */
  @FunctionalInterface
  interface Ending {
    void happens(Job job) throws Exception;
  }

  private Instant now() {
    return ledger().clock.instant();
  }

  private Job again(Job job, Stage stage) {
    return ledger().claimed(ledger().two, stage, job.id());
  }

  private Map<String, Ending> ofJobs() {
    Replica one = ledger().one;
    Replica two = ledger().two;
    Map<String, Ending> all = new LinkedHashMap<>();
    all.put(
        "0 0 0 parked, because a person paused the account",
        job -> one.progress.parkUnsent(job, PAUSED, now()));
    all.put(
        "0 0 0 parked for the same cause once more",
        job -> {
          one.progress.parkUnsent(job, PAUSED, now());
          two.progress.parkUnsent(again(job, Stage.SUBMIT), PAUSED, now());
        });
    all.put(
        "7 0 0 parked, but it may have been sent",
        job -> one.progress.park(job, Stage.SUBMIT, PAUSED, now(), now()));
    all.put(
        "0 0 0 retried before it was sent",
        job -> one.progress.scheduleRetry(job, Stage.SUBMIT, LATER, now(), null));
    all.put(
        "7 0 0 retried, but it may have been sent",
        job -> one.progress.scheduleRetry(job, Stage.SUBMIT, LATER, now(), now()));
    all.put("0 0 0 its references come first", job -> one.progress.fetchReferencesFirst(job));
    all.put("0 0 7 failed for nothing", job -> one.progress.recordFailed(job, REFUSED, null));
    all.put(
        "0 2 5 failed at a price",
        job -> one.progress.recordFailed(job, REFUSED, BigDecimal.valueOf(2)));
    all.put(
        "0 7 0 failed at an unknown price",
        job -> one.progress.recordFailedAtUnknownCost(job, REFUSED));
    all.put("9 0 0 Rivya reserves more", job -> submit(job, 9));
    all.put("0 5 2 succeeded for less", job -> finish(submit(job, 7), 5));
    all.put("0 9 0 succeeded for more", job -> finish(submit(job, 7), 9));
    all.put("0 0 7 cancelled before it was sent", job -> one.orders.cancel(job.id(), OPS));
    all.put(
        "0 7 0 cancelled, but it may have been sent",
        job -> {
          one.progress.recordRequest(job, "{}");
          ledger().leaseEnds();
          one.orders.cancel(job.id(), OPS);
        });
    all.put(
        "0 7 0 cancelled while Rivya works on it",
        job -> one.orders.cancel(submit(job, 7).id(), OPS));
    all.put(
        "7 0 0 taken over, and settled by who lost it",
        job -> {
          ledger().leaseEnds();
          again(job, Stage.SUBMIT);
          assertThat(one.progress.recordFailed(job, REFUSED, null)).isFalse();
        });
    all.put(
        "7 0 0 parked, because its flow is gone",
        job -> {
          ledger().leaseEnds();
          try (Replica other =
              new Replica("other", ledger().database, new Sinks(), ledger().clock)) {
            assertThat(other.gone.park()).containsEntry(FLOW, 1);
          }
        });
    all.put(
        "7 0 0 parked after crashes, and released",
        job -> {
          crash(job);
          one.orders.replay(job.id(), OPS, null, sha256 -> true);
        });
    all.put(
        "0 7 0 parked in doubt, and replayed under a new key",
        job -> {
          one.progress.recordRequest(job, "{}");
          one.progress.park(job, null, Cause.of(Trouble.UNKNOWN, "Too old."), now(), now());
          one.orders.replay(job.id(), OPS, null, sha256 -> true);
        });
    all.put(
        "7 0 0 comes again", job -> one.accept.accept(List.of(brief(job.identity().sourceName()))));
    all.put(
        "7 0 0 another one does not fit",
        job -> {
          NewJob dear = LedgerWorld.priced("dear", "nano", 99);
          String id = one.accept.accept(List.of(dear)).get(0).jobId();
          one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9);
          assertThat(ledger().state(id)).isEqualTo("parked");
        });
    return all;
  }

  private Map<String, Ending> ofTurns() {
    Replica one = ledger().one;
    TurnAnswer answer =
        new TurnAnswer("chat-1", "s-1", "{}", LedgerWorld.RESULT, null, BigDecimal.ONE);
    return Map.of(
        "0 0 0 waits for an earlier turn",
        turn -> one.turn.postpone(turn, LATER, now()),
        "7 0 0 is sent again in a new session",
        turn -> one.turn.retryInNewSession(turn, LATER),
        "0 1 6 answered for less",
        turn -> one.turn.recordAnswer(turn, answer));
  }

  private Job submit(Job job, int reserved) {
    ledger().one.progress.recordSubmitted(job, "task", BigDecimal.valueOf(reserved), now());
    return again(job, Stage.POLL);
  }

  private void finish(Job job, int credits) {
    ledger().two.progress.recordFinished(job, "{}", BigDecimal.valueOf(credits));
  }

  private void crash(Job job) {
    for (int i = 1; i < Replica.MAX_CLAIMS; i++) {
      ledger().leaseEnds();
      try (Replica dying =
          new Replica("dying " + i, ledger().database, ledger().sinks, ledger().clock)) {
        dying.budgets.set(Scope.FLOW, FLOW, BigDecimal.valueOf(100), BigDecimal.ZERO, "rivya.caps");
        ledger().claimed(dying, Stage.SUBMIT, job.id());
      }
    }
    ledger().leaseEnds();
    ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9);
    assertThat(ledger().row(job.id())).containsEntry("code", "poison");
  }

  private static NewJob brief(String id) {
    return LedgerWorld.priced(id, "nano", 7);
  }

  @Test
  default void countsEveryEndOfAReservationAsWhatItIs() throws Exception {
    ledger().sinks.declare(FLOW);
    for (Replica replica : List.of(ledger().one, ledger().two)) {
      replica.budgets.set(Scope.FLOW, FLOW, BigDecimal.valueOf(100), BigDecimal.ZERO, "rivya.caps");
    }
    Map<String, Ending> jobs = ofJobs();
    Map<String, Ending> turns = ofTurns();
    List<String> ended = new ArrayList<>();
    for (Map.Entry<String, Ending> one : jobs.entrySet()) {
      ended.add(end(one, brief(one.getKey()), Stage.SUBMIT));
    }
    for (Map.Entry<String, Ending> one : turns.entrySet()) {
      NewJob turn = LedgerWorld.chat(one.getKey(), "ticket", BigDecimal.valueOf(7));
      ended.add(end(one, turn, Stage.TURN));
    }

    List<String> expected = new ArrayList<>(jobs.keySet());
    expected.addAll(turns.keySet());
    assertThat(ended).containsExactlyElementsOf(expected);
  }

  /** What the case is called, with its sums. */
  private String end(Map.Entry<String, Ending> one, NewJob brief, Stage stage) throws Exception {
    ledger().jdbc.update("delete from spend");
    ledger().jdbc.update("delete from turn");
    ledger()
        .jdbc
        .update(
            "update job set stage = null, owner = null, claims = 0, held_credits = null, held_day = null");
    String id = ledger().one.accept.accept(List.of(brief)).get(0).jobId();
    Job job = ledger().claimed(ledger().one, stage, id);
    assertThat(sums()).as(one.getKey()).isEqualTo("7 0 0");
    one.getValue().happens(job);
    return sums() + one.getKey().substring(5);
  }

  /** Reserved, spent and refunded, as the rows and the page of the credits have it. */
  private String sums() {
    FindSpending.Sum all =
        new FindSpending(ledger().jdbc, ledger().clock).month(Visibility.ALL).all();
    assertThat(
            ledger()
                .jdbc
                .query(
                    "select * from job where held_credits is not null",
                    (row, n) -> Columns.credits(row, "held_credits"))
                .stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .as("what the jobs hold")
        .isEqualByComparingTo(all.reserved());
    return "%d %d %d"
        .formatted(
            all.reserved().intValueExact(),
            all.spent().intValueExact(),
            all.refunded().intValueExact());
  }
}
