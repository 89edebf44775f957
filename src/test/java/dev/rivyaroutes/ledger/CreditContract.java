package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.Balances;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.credits.FindCredits;
import dev.rivyaroutes.ledger.credits.FindSpending;
import dev.rivyaroutes.ledger.credits.FindSpending.Sum;
import dev.rivyaroutes.ledger.credits.ForecastCredits;
import dev.rivyaroutes.ledger.credits.ForecastCredits.Forecast;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.models.ModelJobs;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.progress.TurnAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What jobs hold and have spent is summed in the transaction of each change. */
interface CreditContract extends OnLedger {

  Cause REFUSED = Cause.of(Trouble.PERMANENT, "Refused.");
  Cause LATER = Cause.of(Trouble.TRANSIENT, "Later.");

  private Job submitting(String sourceId, int credits) {
    LedgerWorld ledger = ledger();
    for (Replica replica : List.of(ledger.one, ledger.two)) {
      replica.budgets.set(Scope.FLOW, FLOW, BigDecimal.valueOf(100), BigDecimal.ZERO, "rivya.caps");
    }
    String id =
        ledger
            .one
            .accept
            .accept(List.of(LedgerWorld.priced(sourceId, "nano", credits)))
            .get(0)
            .jobId();
    return ledger.claimed(ledger.one, Stage.SUBMIT, id);
  }

  private Job uncapped(NewJob brief) {
    String id = ledger().one.accept.accept(List.of(brief)).get(0).jobId();
    return ledger().claimed(ledger().one, brief.kind().first(), id);
  }

  private TurnAnswer answer(Integer reserved, Integer settled) {
    return new TurnAnswer(
        "chat-1",
        "s-1",
        "{}",
        LedgerWorld.RESULT,
        reserved == null ? null : BigDecimal.valueOf(reserved),
        settled == null ? null : BigDecimal.valueOf(settled));
  }

  /** Reserved and spent of the flow, in whole credits. */
  private List<Integer> sums() {
    return ledger()
        .jdbc
        .queryForObject(
            "select coalesce(sum(reserved), 0) as r, coalesce(sum(spent), 0) as s from spend"
                + " where account = ? and flow = ?",
            (row, n) ->
                List.of(Columns.credits(row, "r").intValue(), Columns.credits(row, "s").intValue()),
            ACCOUNT,
            FLOW);
  }

  @Test
  default void countsTheEstimateWhereTheCostOfAFailureIsUnknown() {
    Job job = submitting("s1", 7);

    assertThat(ledger().one.progress.recordFailedAtUnknownCost(job, REFUSED)).isTrue();

    assertThat(sums()).containsExactly(0, 7);
    assertThat(ledger().row(job.id())).containsEntry("final_credits", null);
    assertThat(ledger().state(job.id())).isEqualTo("failed");
  }

  @Test
  default void sumsWhatWasSpentAndRefundedAndForecastsTheCap() {
    BigDecimal seven = BigDecimal.valueOf(7);
    ledger().one.budgets.set(Scope.FLOW, FLOW, BigDecimal.valueOf(20), BigDecimal.ZERO, "key");
    Job cheaper = submitting("s1", 9);
    ledger().one.progress.recordSubmitted(cheaper, "task", null, ledger().clock.instant());
    Job waiting = ledger().claimed(ledger().two, Stage.POLL, cheaper.id());
    ledger().two.progress.recordFinished(waiting, "{}", seven);
    ledger().one.progress.recordFailed(submitting("s2", 5), REFUSED, null);
    ledger().clock.forward(Duration.ofHours(12));

    FindSpending spending = new FindSpending(ledger().jdbc, ledger().clock);
    FindSpending.Spending month = spending.month(Visibility.ALL);
    assertThat(month.all().spent()).isEqualByComparingTo("7");
    assertThat(month.all().reserved()).isEqualByComparingTo("0");
    assertThat(month.all().refunded()).isEqualByComparingTo("7");
    assertThat(month.days()).hasSize(FindCredits.DAYS);
    assertThat(month.models()).extracting(Sum::name).containsExactly(cheaper.model());
    assertThat(month.accounts()).extracting(Sum::name).containsExactly(ACCOUNT);
    assertThat(month.failed()).containsExactly(new FindSpending.Failed(FLOW, 1));
    FindSpending.Spending other = spending.month(new Visibility(Set.of("others"), null));
    assertThat(other.all().spent()).isEqualByComparingTo("0");
    assertThat(other.failed()).isEmpty();

    ForecastCredits forecasts =
        new ForecastCredits(
            ledger().one.budgets, new Balances(ledger().jdbc, ledger().clock), ledger().clock);
    Forecast cap =
        forecasts.all(month, Visibility.ALL).stream()
            .filter(one -> one.name().equals(FLOW))
            .findFirst()
            .orElseThrow();
    Duration elapsed =
        Duration.between(
            LocalDate.ofInstant(ledger().clock.instant(), ZoneOffset.UTC)
                .minusDays(6)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant(),
            ledger().clock.instant());
    assertThat(cap.used()).isEqualByComparingTo("7");
    assertThat(cap.pace().doubleValue())
        .isCloseTo(7 * 86_400.0 / elapsed.toSeconds(), within(0.001));
    assertThat(cap.reachedAt()).isNull();
    assertThat(cap.text()).startsWith("At this pace it is not reached before it begins anew on ");
    ledger().one.budgets.set(Scope.FLOW, FLOW, new BigDecimal("7.001"), BigDecimal.ZERO, "key");
    assertThat(forecasts.all(month, Visibility.ALL))
        .filteredOn(one -> one.name().equals(FLOW))
        .allSatisfy(
            one -> {
              assertThat(one.reachedAt()).isAfter(ledger().clock.instant());
              assertThat(one.text()).startsWith("At this pace it is reached on ");
            });
    ledger().one.budgets.set(Scope.FLOW, FLOW, BigDecimal.ONE, BigDecimal.ZERO, "key");
    assertThat(forecasts.all(month, Visibility.ALL))
        .extracting(Forecast::text)
        .anyMatch(text -> text.startsWith("It is used up until "));
    assertThat(forecasts.all(other, new Visibility(Set.of("others"), null))).isEmpty();
  }

  @Test
  default void reservesTheEstimateThenWhatIsReservedAndSettlesWhatItCost() {
    Job job = submitting("s1", 7);
    assertThat(sums()).containsExactly(7, 0);
    assertThat(job.reservation().credits()).isEqualByComparingTo("7");

    ledger()
        .one
        .progress
        .recordSubmitted(job, "task", BigDecimal.valueOf(9), ledger().clock.instant());
    assertThat(sums()).containsExactly(9, 0);

    Job waiting = ledger().claimed(ledger().two, Stage.POLL, job.id());
    ledger().two.progress.recordFinished(waiting, "{}", BigDecimal.valueOf(6));
    assertThat(sums()).containsExactly(0, 6);

    // Its result's addresses are asked for once more: nothing is paid twice.
    Job fetching = ledger().claimed(ledger().one, Stage.FETCH, job.id());
    ledger()
        .one
        .progress
        .scheduleRetry(fetching, Stage.POLL, LATER, ledger().clock.instant(), null);
    Job again = ledger().claimed(ledger().one, Stage.POLL, job.id());
    ledger().one.progress.recordFinished(again, "{}", BigDecimal.valueOf(6));
    assertThat(sums()).containsExactly(0, 6);
    assertThat(ledger().credits(job.id(), "estimated_credits")).isEqualByComparingTo("7");
    assertThat(ledger().credits(job.id(), "reserved_credits")).isEqualByComparingTo("9");
    assertThat(ledger().credits(job.id(), "final_credits")).isEqualByComparingTo("6");
  }

  @Test
  default void freesWhatAFailedJobHeld() {
    Job job = submitting("s1", 7);
    ledger().one.progress.recordFailed(job, REFUSED, null);
    assertThat(sums()).containsExactly(0, 0);
    assertThat(ledger().row(job.id()).get("held_credits")).isNull();
  }

  @Test
  default void keepsCreditsReservedWhileASendMayBeOut() {
    Job job = submitting("s1", 7);
    ledger().clock.forward(Duration.ofDays(1));
    ledger()
        .one
        .progress
        .scheduleRetry(job, Stage.SUBMIT, LATER, ledger().clock.instant(), LedgerWorld.START);
    assertThat(sums()).containsExactly(7, 0);

    Job again = ledger().claimed(ledger().two, Stage.SUBMIT, job.id());
    assertThat(again.reservation()).isEqualTo(job.reservation());
    ledger().two.progress.scheduleRetry(again, Stage.SUBMIT, LATER, ledger().clock.instant(), null);
    assertThat(sums()).containsExactly(0, 0);
  }

  @Test
  default void releasesAtEachClaimWhatAJobReservedThatWaitsForItsModel() {
    Cause gone = new Cause(Trouble.MODEL, ModelJobs.CODE, "The model is gone.", null);
    Job job = submitting("s1", 7);
    ledger().one.progress.park(job, Stage.SUBMIT, gone, ledger().clock.instant(), null);
    assertThat(sums()).containsExactly(0, 0);

    Job again = ledger().claimed(ledger().two, Stage.SUBMIT, job.id());
    assertThat(sums()).containsExactly(7, 0);
    ledger().two.progress.keepParked(again, Stage.SUBMIT, ledger().clock.instant());
    assertThat(sums()).containsExactly(0, 0);
    assertThat(ledger().row(job.id()).get("held_credits")).isNull();
  }

  @Test
  default void changesNoSumForAClaimerThatLostItsJob() {
    Job old = submitting("s1", 7);
    ledger().leaseEnds();
    Job taken = ledger().claimed(ledger().two, Stage.SUBMIT, old.id());
    assertThat(sums()).containsExactly(7, 0);

    assertThat(ledger().one.progress.recordFailed(old, REFUSED, null)).isFalse();
    assertThat(sums()).containsExactly(7, 0);
    ledger().two.progress.recordSubmitted(taken, "task", null, ledger().clock.instant());
    assertThat(sums()).containsExactly(7, 0);
  }

  @Test
  default void countsACancelledTaskAsSpent() throws Exception {
    Job job = submitting("s1", 7);
    ledger()
        .one
        .progress
        .recordSubmitted(
            job, "task", BigDecimal.valueOf(7), ledger().clock.instant().plusSeconds(60));
    ledger().one.orders.cancel(job.id(), new Order("ops", "no more"));
    assertThat(sums()).containsExactly(0, 7);
  }

  @Test
  default void countsACancelledSendInDoubtAsSpentWithoutACapToo() throws Exception {
    Job sent = uncapped(LedgerWorld.priced("sent", "nano", 7));
    ledger().one.progress.recordRequest(sent, "{}");
    Job unsent = uncapped(LedgerWorld.priced("unsent", "nano", 5));
    ledger().leaseEnds();

    ledger().one.orders.cancel(sent.id(), new Order("ops", "no more"));
    ledger().one.orders.cancel(unsent.id(), new Order("ops", "no more"));

    assertThat(sums()).containsExactly(0, 7);
  }

  @Test
  default void reservesAgainForAReplay() throws Exception {
    Predicate<String> kept = sha256 -> true;
    Job job = submitting("s1", 7);
    ledger().one.progress.recordRequest(job, "{}");
    ledger()
        .one
        .progress
        .park(
            job,
            null,
            Cause.of(Trouble.UNKNOWN, "Too old."),
            ledger().clock.instant(),
            LedgerWorld.START);
    assertThat(sums()).containsExactly(7, 0);

    ledger().one.orders.replay(job.id(), new Order("ops", "again"), null, kept);
    assertThat(sums()).containsExactly(0, 7);
    ledger().claimed(ledger().one, Stage.SUBMIT, job.id());
    assertThat(sums()).containsExactly(7, 7);
  }

  @Test
  default void reservesNothingWithoutACapBeforeRivyaHasIt() {
    Job job = uncapped(LedgerWorld.priced("s1", "priced", 0));
    assertThat(job.estimatedCredits()).isEqualByComparingTo("10");
    assertThat(ledger().credits(job.id(), "estimated_credits")).isEqualByComparingTo("10");
    assertThat(ledger().count("spend")).isZero();

    ledger()
        .one
        .progress
        .recordSubmitted(job, "task", BigDecimal.valueOf(9), ledger().clock.instant());
    assertThat(sums()).containsExactly(9, 0);
    Job waiting = ledger().claimed(ledger().two, Stage.POLL, job.id());
    ledger().two.progress.recordFinished(waiting, "{}", null);
    assertThat(sums()).containsExactly(0, 9);
  }

  @Test
  default void countsASendWithoutAnAnswerAsReservedWithoutACapToo() {
    Job job = uncapped(LedgerWorld.priced("s1", "nano", 7));
    ledger()
        .one
        .progress
        .scheduleRetry(job, Stage.SUBMIT, LATER, ledger().clock.instant(), LedgerWorld.START);
    assertThat(sums()).containsExactly(7, 0);

    Job again = ledger().claimed(ledger().two, Stage.SUBMIT, job.id());
    ledger().two.progress.recordFailed(again, REFUSED, null);
    assertThat(sums()).containsExactly(0, 0);
  }

  @Test
  default void goesOnUnderANewCapWithWhatMayBePaidForAlready() {
    Job job = uncapped(LedgerWorld.priced("s1", "nano", 7));
    ledger().leaseEnds();
    ledger().two.budgets.set(Scope.FLOW, FLOW, BigDecimal.ONE, BigDecimal.ZERO, "rivya.caps");

    Job again = ledger().claimed(ledger().two, Stage.SUBMIT, job.id());
    assertThat(again.reservation().credits()).isEqualByComparingTo("7");
    assertThat(sums()).containsExactly(7, 0);
  }

  @Test
  default void settlesAChatTurnWithItsAnswer() {
    Job turn = uncapped(LedgerWorld.chat("a", null, BigDecimal.valueOf(3)));
    ledger().one.turn.recordAnswer(turn, answer(4, 2));
    assertThat(sums()).containsExactly(0, 2);

    ledger().one.budgets.set(Scope.FLOW, FLOW, BigDecimal.TEN, BigDecimal.ZERO, "rivya.caps");
    Job capped = uncapped(LedgerWorld.chat("b", null, BigDecimal.valueOf(3)));
    assertThat(sums()).containsExactly(3, 2);
    ledger().one.turn.recordAnswer(capped, answer(null, null));
    assertThat(sums()).containsExactly(0, 5);
  }

  @Test
  default void freesATurnThatWaitsForAnEarlierOneAndKeepsOneOfANewSession() {
    ledger().one.budgets.set(Scope.FLOW, FLOW, BigDecimal.TEN, BigDecimal.ZERO, "rivya.caps");
    Job turn = uncapped(LedgerWorld.chat("b", "ticket", BigDecimal.valueOf(3)));
    ledger().one.turn.postpone(turn, LATER, ledger().clock.instant());
    assertThat(sums()).containsExactly(0, 0);

    Job again = ledger().claimed(ledger().one, Stage.TURN, turn.id());
    ledger().one.turn.retryInNewSession(again, LATER);
    assertThat(sums()).containsExactly(3, 0);
    Job inNewSession = ledger().claimed(ledger().one, Stage.TURN, turn.id());
    ledger().one.turn.recordAnswer(inNewSession, answer(3, 1));
    assertThat(sums()).containsExactly(0, 1);
  }
}
