package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static dev.rivyaroutes.ledger.LedgerWorld.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.Cap;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.credits.CreditAlerts;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No cap is ever exceeded by what is reserved, and what does not fit waits for its time. */
interface BudgetContract extends OnLedger {

  default void cap(Scope scope, String name, int daily, int monthly) {
    for (Replica replica : List.of(ledger().one, ledger().two)) {
      replica.budgets.set(
          scope, name, BigDecimal.valueOf(daily), BigDecimal.valueOf(monthly), "rivya.caps");
    }
  }

  default List<String> accept(String model, int... credits) {
    List<NewJob> jobs = new ArrayList<>();
    for (int price : credits) {
      jobs.add(LedgerWorld.priced("s" + Math.random(), model, price));
    }
    return ledger().one.accept.accept(jobs).stream().map(AcceptResult::jobId).toList();
  }

  default List<String> claim() {
    return ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 100).stream().map(Job::id).toList();
  }

  private Instant dueAt(String id) {
    return ledger()
        .jdbc
        .queryForObject(
            "select due_at from job where id = ?", (row, n) -> Columns.instant(row, "due_at"), id);
  }

  private List<Integer> alerts(Scope scope, String name) {
    return ledger().one.alerts.newest(scope, name).stream()
        .map(CreditAlerts.Alert::percent)
        .sorted()
        .toList();
  }

  @Test
  default void saysWhichCapIsTooSmallForAJobAlone() {
    cap(Scope.ACCOUNT, ACCOUNT, 0, 0);
    cap(Scope.FLOW, FLOW, 100, 0);
    String id = accept("nano", 175).get(0);

    assertThat(claim()).isEmpty();

    assertThat(ledger().row(id).get("cause").toString())
        .contains("exceeds the budget of flow", "about 175", "rivya.caps.daily-cap is 100", "Raise")
        .doesNotContain("is released");
    assertThat(alerts(Scope.FLOW, FLOW)).isEmpty();
    cap(Scope.FLOW, FLOW, 200, 0);
    ledger().one.release.release();
    assertThat(claim()).containsExactly(id);
  }

  @Test
  default void neverReservesMoreThanACapOverManyThreadsAndReplicas() {
    cap(Scope.ACCOUNT, ACCOUNT, 100, 0);
    cap(Scope.FLOW, FLOW, 0, 150);
    accept("nano", IntStream.range(0, 60).map(i -> 10).toArray());

    assertThat(claimAtOnce()).hasSize(10).doesNotHaveDuplicates();
    assertThat(used(START)).isEqualTo(100);
    assertThat(alerts(Scope.ACCOUNT, ACCOUNT)).endsWith(100).doesNotHaveDuplicates();

    // The next day has room for ten more, the month for five.
    ledger().clock.forward(Duration.ofDays(1));
    assertThat(claimAtOnce()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(used(START)).isEqualTo(150);
    assertThat(
            ledger()
                .jdbc
                .queryForObject(
                    "select count(*) from job where state = 'parked' and trouble = 'budget'",
                    Integer.class))
        .isEqualTo(45);
  }

  private List<String> claimAtOnce() {
    List<Callable<List<String>>> claimers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (Replica replica : List.of(ledger().one, ledger().two)) {
        claimers.add(
            () -> {
              List<String> mine = new ArrayList<>();
              while (replica.due.hasDue(Stage.SUBMIT, ACCOUNT)) {
                replica.jobs.claim(Stage.SUBMIT, ACCOUNT, 3).forEach(job -> mine.add(job.id()));
              }
              return mine;
            });
      }
    }
    return LedgerWorld.atOnce(claimers).stream().flatMap(List::stream).toList();
  }

  default int used(Instant in) {
    Cap month = new Cap(Scope.FLOW, FLOW, Cap.Period.MONTH, BigDecimal.ONE, "");
    return ledger().one.budgets.used(month, LocalDate.ofInstant(in, ZoneOffset.UTC)).intValue();
  }

  @Test
  default void parksUntilTheNextDayOrMonthInUtcAndSaysSo() {
    cap(Scope.FLOW, FLOW, 0, 15);
    List<String> ids = accept("nano", 10, 10);
    assertThat(claim()).containsExactly(ids.get(0));

    Map<String, Object> parked = ledger().row(ids.get(1));
    assertThat(parked.get("state")).isEqualTo("parked");
    assertThat(parked.get("stage")).isEqualTo("submit");
    assertThat(parked.get("cause").toString())
        .contains(
            "flow " + FLOW,
            "about 10 credits",
            "10 of 15",
            "2026-11 (UTC)",
            "rivya.caps.monthly-cap");
    assertThat(dueAt(ids.get(1))).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));

    cap(Scope.FLOW, FLOW, 15, 0);
    String third = accept("nano", 10).get(0);
    assertThat(claim()).isEmpty();
    assertThat(dueAt(third)).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
    ledger().clock.forward(Duration.ofHours(14));
    assertThat(claim()).contains(third).doesNotContain(ids.get(1));
  }

  @Test
  default void goesOnWithOthersBehindThoseThatDoNotFit() {
    cap(Scope.FLOW, FLOW, 25, 0);
    List<String> ids = accept("nano", 30, 40, 50, 10);
    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 2))
        .extracting(Job::id)
        .containsExactly(ids.get(3));
  }

  @Test
  default void reportsEachMarkOfACapOnceOverReplicasAndRestarts() {
    cap(Scope.FLOW, FLOW, 100, 0);
    Map<Integer, List<Integer>> reported = new HashMap<>();
    List<Replica> turns = List.of(ledger().one, ledger().two);
    for (int price : new int[] {40, 15, 5, 20, 20}) {
      accept("nano", price);
      turns.get(reported.size() % 2).jobs.claim(Stage.SUBMIT, ACCOUNT, 100);
      reported.put(used(START), alerts(Scope.FLOW, FLOW));
    }
    accept("nano", 1);
    try (Replica started =
        new Replica("started", ledger().database, ledger().sinks, ledger().clock)) {
      started.budgets.set(Scope.FLOW, FLOW, BigDecimal.valueOf(100), BigDecimal.ZERO, "rivya.caps");
      assertThat(started.jobs.claim(Stage.SUBMIT, ACCOUNT, 100)).isEmpty();
    }
    assertThat(reported)
        .isEqualTo(
            Map.of(
                40, List.of(),
                55, List.of(50),
                60, List.of(50),
                80, List.of(50, 75),
                100, List.of(50, 75, 100)));
    assertThat(alerts(Scope.FLOW, FLOW)).containsExactly(50, 75, 100);
  }

  @Test
  default void waitsForAPriceUnderACapOnly() {
    List<String> free = accept("new", 0);
    assertThat(claim()).isEqualTo(free);

    cap(Scope.ACCOUNT, ACCOUNT, 100, 0);
    List<String> known = accept("priced", 0);
    String unknown = accept("new", 0).get(0);
    assertThat(claim()).isEqualTo(known);
    assertThat(used(START)).isEqualTo(10);
    assertThat(ledger().row(unknown).get("code")).isEqualTo("price_unknown");
    assertThat(dueAt(unknown)).isEqualTo(START.plusSeconds(60));

    ledger().two.release.releasePriced(ACCOUNT);
    assertThat(dueAt(unknown)).isEqualTo(START);
  }

  @Test
  default void reservesTheNewPriceOfWhatIsNotSentYet() {
    cap(Scope.ACCOUNT, ACCOUNT, 25, 0);
    List<String> ids = accept("priced", 3, 30, 5);

    assertThat(claim()).containsExactly(ids.get(0), ids.get(1));
    assertThat(used(START)).isEqualTo(20);
    assertThat(ledger().row(ids.get(2)).get("code")).isEqualTo("budget_used_up");
  }

  @Test
  default void releasesCheapJobsBehindAnyNumberOfDearOnes() {
    cap(Scope.ACCOUNT, ACCOUNT, 0, 0);
    cap(Scope.FLOW, FLOW, 10, 0);
    accept("nano", IntStream.range(0, 201).map(i -> 20).toArray());
    accept("nano", 10);
    List<String> cheap = accept("nano", 5, 5);
    Job first = ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 500).get(0);
    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 500)).isEmpty();

    ledger().one.progress.recordFailed(first, Cause.of(Trouble.PERMANENT, "Refused."), null);

    assertThat(ledger().two.release.release()).isEqualTo(2);
    assertThat(claim()).containsExactlyElementsOf(cheap);
  }

  @Test
  default void releasesWhatFitsOnceACapIsRaisedOrCreditsAreFree() {
    cap(Scope.ACCOUNT, ACCOUNT, 0, 0);
    cap(Scope.FLOW, FLOW, 10, 0);
    List<String> ids = accept("nano", 10, 10, 10, 10);
    Job first = ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9).get(0);
    assertThat(ledger().two.release.release()).isZero();

    ledger().one.progress.recordFailed(first, Cause.of(Trouble.PERMANENT, "Refused."), null);
    assertThat(ledger().two.release.release()).isEqualTo(1);
    assertThat(claim()).containsExactly(ids.get(1));

    cap(Scope.FLOW, FLOW, 20, 0);
    assertThat(ledger().one.release.release()).isEqualTo(1);
    assertThat(claim()).containsExactly(ids.get(2));
    cap(Scope.FLOW, FLOW, 0, 0);
    assertThat(ledger().one.release.release()).isEqualTo(1);
    assertThat(claim()).containsExactly(ids.get(3));
  }

  @Test
  default void checksChatTurnsAgainstTheSameCaps() {
    cap(Scope.ACCOUNT, ACCOUNT, 12, 0);
    accept("nano", 10);
    assertThat(claim()).hasSize(1);
    String turn =
        ledger()
            .one
            .accept
            .accept(List.of(LedgerWorld.chat("chat", null, BigDecimal.valueOf(3))))
            .get(0)
            .jobId();
    assertThat(ledger().two.jobs.claim(Stage.TURN, ACCOUNT, 9)).isEmpty();
    assertThat(ledger().row(turn)).containsEntry("code", "budget_used_up");
    assertThat(ledger().one.release.release()).isZero();

    cap(Scope.ACCOUNT, ACCOUNT, 13, 0);
    assertThat(ledger().one.release.release()).isEqualTo(1);
    assertThat(ledger().two.jobs.claim(Stage.TURN, ACCOUNT, 9)).hasSize(1);
    assertThat(used(START)).isEqualTo(13);
  }
}
