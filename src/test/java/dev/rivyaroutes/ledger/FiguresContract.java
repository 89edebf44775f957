package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.figures.MeasuredLedger;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.outbox.Sinks;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the metrics say is what the ledger has. */
interface FiguresContract extends OnLedger {

  Cause NO_KEY = Cause.of(Trouble.AUTH, "The key is refused.");
  Duration LATER = Duration.ofMinutes(3);

  private MeasuredLedger figures() {
    for (Replica replica : List.of(ledger().one, ledger().two)) {
      replica.budgets.set(Scope.ACCOUNT, ACCOUNT, BigDecimal.ZERO, BigDecimal.ZERO, "rivya.caps");
    }
    return new MeasuredLedger(ledger());
  }

  private Double jobs(MeasuredLedger figures, String state) {
    return figures.value("rivya.jobs", "flow", FLOW, "state", state);
  }

  @Test
  default void countsJobsByFlowAndState() {
    Job parked = ledger().submitting("s1");
    ledger()
        .one
        .progress
        .park(
            parked,
            Stage.SUBMIT,
            NO_KEY,
            ledger().clock.instant().plus(LATER.multipliedBy(2)),
            null);
    Job failed = ledger().submitting("s2");
    ledger().one.progress.recordFailed(failed, Cause.of(Trouble.PERMANENT, "No."), null);
    ledger().one.accept.accept(List.of(LedgerWorld.brief("s3")));
    ledger().one.accept.accept(List.of(LedgerWorld.brief("s4")));
    ledger().clock.forward(LATER);

    MeasuredLedger figures = figures();

    assertThat(jobs(figures, "parked")).isEqualTo(1);
    assertThat(jobs(figures, "failed")).isEqualTo(1);
    assertThat(jobs(figures, "accepted")).isEqualTo(2);
    assertThat(jobs(figures, "waiting")).isEqualTo(0);
    assertThat(jobs(figures, "done")).isNull();
    assertThat(figures.value("rivya.jobs.parked", "flow", FLOW, "trouble", "auth")).isEqualTo(1);
    assertThat(figures.value("rivya.jobs.oldest.age", "flow", FLOW, "state", "accepted"))
        .isEqualTo(LATER.toSeconds());
    assertThat(figures.value("rivya.jobs.oldest.age", "flow", FLOW, "state", "waiting")).isZero();
  }

  @Test
  default void readsTheLedgerOnlyEveryFewSeconds() {
    MeasuredLedger figures = figures();
    ledger().one.accept.accept(List.of(LedgerWorld.brief("s1")));

    assertThat(jobs(figures.scrape(), "accepted")).isZero();

    ledger().clock.forward(Duration.ofSeconds(10));
    assertThat(jobs(figures.scrape(), "accepted")).isEqualTo(1);
  }

  @Test
  default void saysThatFiguresAreUnknownWhileTheDatabaseIsAway() {
    MeasuredLedger figures = figures();

    figures.takeDatabaseAway();

    assertThat(jobs(figures, "accepted")).isNaN();
    assertThat(figures.value("rivya.ledger.available")).isZero();
  }

  @Test
  default void countsDeliveriesBySinkAndHowTheyEnd() {
    ledger().sinks.declare(FLOW, "shop", Sinks.On.ALL);
    ledger().sinks.declare(FLOW, "archive", Sinks.On.ALL);
    ledger().deliver("s1");
    ledger().clock.forward(LATER);
    for (Delivery delivery : ledger().one.deliveries.claim(FLOW, "shop", 10)) {
      ledger().one.delivery.markDead(delivery, Cause.of(Trouble.PERMANENT, "No."));
    }

    MeasuredLedger figures = figures();

    assertThat(figures.value("rivya.deliveries", "flow", FLOW, "sink", "shop", "state", "dead"))
        .isEqualTo(1);
    assertThat(
            figures.value("rivya.deliveries", "flow", FLOW, "sink", "archive", "state", "pending"))
        .isEqualTo(1);
    assertThat(
            figures.value(
                "rivya.deliveries.oldest.age", "flow", FLOW, "sink", "shop", "state", "dead"))
        .isEqualTo(LATER.toSeconds());
    assertThat(attempts("shop", "dead")).isEqualTo(1);

    ledger().clock.forward(LATER);
    for (Delivery delivery : ledger().one.deliveries.claim(FLOW, "archive", 10)) {
      ledger().one.delivery.recordDelivered(delivery, "out/cat.png");
    }
    assertThat(attempts("archive", "delivered")).isEqualTo(1);
    assertThat(timer("rivya.deliveries.delay").totalTime(TimeUnit.SECONDS))
        .isEqualTo(LATER.toSeconds() * 2);
  }

  private double attempts(String sink, String outcome) {
    return ledger()
        .one
        .meters
        .get("rivya.deliveries.attempts")
        .tags("flow", FLOW, "sink", sink, "outcome", outcome)
        .counter()
        .count();
  }

  private Timer timer(String name) {
    return ledger().one.meters.get(name).timer();
  }

  @Test
  default void showsCreditsByAccountAndFlow() {
    String id =
        ledger().one.accept.accept(List.of(LedgerWorld.priced("s1", "nano", 7))).get(0).jobId();
    Job job = ledger().claimed(ledger().one, Stage.SUBMIT, id);
    ledger().one.progress.recordSubmitted(job, "task", BigDecimal.valueOf(9), LedgerWorld.START);
    ledger().one.balances.record(ACCOUNT, new BigDecimal("120.5"));
    MeasuredLedger figures = figures();

    assertThat(credits(figures, "rivya.credits.reserved")).isEqualTo(9);
    assertThat(credits(figures, "rivya.credits.spent.today")).isZero();
    assertThat(figures.value("rivya.credits.left", "account", ACCOUNT)).isEqualTo(120.5);

    Job waiting = ledger().claimed(ledger().one, Stage.POLL, id);
    ledger().one.progress.recordFinished(waiting, "{}", new BigDecimal("6.25"));
    ledger().clock.forward(Duration.ofMinutes(1));
    assertThat(credits(figures.scrape(), "rivya.credits.reserved")).isZero();
    assertThat(credits(figures, "rivya.credits.spent.today")).isEqualTo(6.25);
    assertThat(
            ledger()
                .one
                .meters
                .get("rivya.credits.burned")
                .tags("account", ACCOUNT, "flow", FLOW)
                .counter()
                .count())
        .isEqualTo(6.25);

    ledger().clock.forward(Duration.ofDays(1));
    assertThat(credits(figures.scrape(), "rivya.credits.spent.today")).isZero();
  }

  private Double credits(MeasuredLedger figures, String name) {
    return figures.value(name, "account", ACCOUNT, "flow", FLOW);
  }

  @Test
  default void measuresFromAcceptanceToSubmissionOnce() {
    Job job = ledger().submitting("s1");
    ledger().clock.forward(Duration.ofSeconds(20));

    ledger().one.progress.recordSubmitted(job, "task", null, ledger().clock.instant());
    Job waiting = ledger().claimed(ledger().one, Stage.POLL, job.id());
    ledger().one.progress.schedulePoll(waiting, ledger().clock.instant());

    assertThat(timer("rivya.jobs.submit.delay").count()).isEqualTo(1);
    assertThat(timer("rivya.jobs.submit.delay").totalTime(TimeUnit.SECONDS)).isEqualTo(20);
  }

  @Test
  default void countsAnOutcomeOnlyWhereItIsCommitted() {
    Job job = ledger().submitting("s1");
    ledger().leaseEnds();
    Job taken = ledger().claimed(ledger().two, Stage.SUBMIT, job.id());

    assertThat(ledger().one.progress.recordFailed(job, NO_KEY, null)).isFalse();
    assertThat(ledger().two.progress.recordFailed(taken, NO_KEY, null)).isTrue();

    assertThat(ledger().one.meters.find("rivya.jobs.ended").counters()).isEmpty();
    assertThat(
            ledger()
                .two
                .meters
                .get("rivya.jobs.ended")
                .tags("flow", FLOW, "outcome", "failed")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(ledger().one.lease.jobs().lost()).isEqualTo(1);
    assertThat(ledger().two.lease.jobs().lost()).isZero();
  }

  @Test
  default void limitsTheLabelsOfFormerFlows() {
    for (int i = 0; i < 210; i++) {
      ledger()
          .jdbc
          .update(
              "insert into delivery (id, job_id, flow, sink, state, due_at, version, claims,"
                  + " attempts, created_at, updated_at) select ?, id, ?, 's', 'dead', created_at,"
                  + " 0, 0, 0, created_at, created_at from job where id = ?",
              "01M8EKM7Q8YTQSHNA9Z2DX%04d".formatted(i),
              "flow-" + i,
              job());
      ledger().jdbc.update("update delivery set sink = ? where sink = 's'", "s" + i);
    }
    MeasuredLedger figures = figures();

    assertThat(figures.series("rivya.deliveries")).isLessThanOrEqualTo(201);
    assertThat(figures.value("rivya.deliveries", "flow", "other", "sink", "other", "state", "dead"))
        .isEqualTo(10);
  }

  private String job() {
    return ledger().jdbc.queryForList("select id from job", String.class).stream()
        .findFirst()
        .orElseGet(
            () -> ledger().one.accept.accept(List.of(LedgerWorld.brief("s"))).get(0).jobId());
  }
}
