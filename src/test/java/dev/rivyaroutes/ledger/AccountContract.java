package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.audit.AuditSearch;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.AccountOrders;
import dev.rivyaroutes.ledger.credits.AccountOrders.OrderedPause;
import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface AccountContract extends OnLedger {

  Instant FAR = START.plus(Duration.ofDays(1));
  Order PAUSE = new Order("ops", "price talks");

  @Test
  default void spacesTheSlotsOfTwoReplicas() {
    ledger().one.accounts.register(ACCOUNT);
    ledger().two.accounts.register(ACCOUNT);
    Duration interval = Duration.ofMillis(100);
    List<Callable<List<Instant>>> takers = new ArrayList<>();
    for (Replica replica : List.of(ledger().one, ledger().two)) {
      takers.add(
          () ->
              IntStream.range(0, 50)
                  .mapToObj(i -> replica.accounts.claimSlots(ACCOUNT, interval, 1, FAR).first())
                  .toList());
    }
    assertThat(LedgerWorld.atOnce(takers).stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(
            IntStream.range(0, 100).mapToObj(i -> START.plus(interval.multipliedBy(i))).toList());
  }

  @Test
  default void delaysTheSlotsOfAllReplicasAndSpacesThemAfterwards() {
    ledger().one.accounts.register(ACCOUNT);
    Duration second = Duration.ofSeconds(1);
    Instant until = START.plusSeconds(60);
    ledger().one.accounts.blockUntil(ACCOUNT, until);
    ledger().two.accounts.blockUntil(ACCOUNT, START.plusSeconds(5));

    for (int i = 0; i < 50; i++) {
      assertThat(ledger().two.accounts.claimSlots(ACCOUNT, second, 1, START.plusSeconds(10)))
          .isEqualTo(new AccountRows.Slots(until, until));
    }
    assertThat(ledger().one.accounts.claimSlots(ACCOUNT, second, 2, FAR).first()).isEqualTo(until);
    assertThat(ledger().two.accounts.claimSlots(ACCOUNT, second, 1, FAR).first())
        .isEqualTo(until.plusSeconds(2));
  }

  @Test
  default void pausesAnAccountForAllReplicasUntilItIsResumed() {
    ledger().one.accounts.register(ACCOUNT);
    Cause cause = new Cause(Trouble.CREDIT, "credits", "Too few credits.", null);
    ledger().one.accounts.pause(ACCOUNT, cause, null, START.plusSeconds(15), 1, "mark");
    assertThat(ledger().two.accounts.pause(ACCOUNT))
        .contains(new AccountRows.Pause(cause, START, START.plusSeconds(15), 1, "mark", null));
    ledger().two.accounts.resume(ACCOUNT);
    assertThat(ledger().one.accounts.pause(ACCOUNT)).isEmpty();
  }

  @Test
  default void keepsThePauseThatAPersonOrderedUntilAnOrderEndsIt() {
    ledger().one.accounts.register(ACCOUNT);
    OrderedPause pause = new OrderedPause("ops", "price talks", START);
    Sql audit = PAUSE.done(Action.PAUSE_ACCOUNT, ACCOUNT, "Paused.", START);
    assertThat(ledger().one.accountOrders.pause(ACCOUNT, pause, audit)).isTrue();
    assertThat(ledger().two.accountOrders.pause(ACCOUNT, pause, audit)).isFalse();

    Cause cause = new Cause(Trouble.CREDIT, "credits", "Too few credits.", null);
    ledger().one.accounts.pause(ACCOUNT, cause, null, START.plusSeconds(15), 1, "mark");
    ledger().two.accounts.resume(ACCOUNT);

    assertThat(ledger().two.accountOrders.of(ACCOUNT)).contains(pause);
    assertThat(ledger().two.accountOrders.all()).containsOnlyKeys(ACCOUNT);
    assertThat(pause.text(ACCOUNT)).endsWith(" was paused by ops (price talks).");
    Sql end = PAUSE.done(Action.RESUME_ACCOUNT, ACCOUNT, "Resumed.", START);
    assertThat(ledger().two.accountOrders.resume(ACCOUNT, end)).isTrue();
    assertThat(ledger().one.accountOrders.resume(ACCOUNT, end)).isFalse();
    assertThat(ledger().one.accountOrders.all()).isEmpty();
    assertThat(
            ledger()
                .one
                .audit
                .search(
                    new AuditSearch(null, null, ACCOUNT, null, null, null, null, 9),
                    Visibility.ALL))
        .extracting(entry -> entry.action().word())
        .containsExactly("resume-account", "pause-account");
  }

  /** The process may die between the order and the release: the next release is of any process. */
  @Test
  default void releasesTheJobsOfAnAccountOnceItIsResumed() {
    ledger().one.accounts.register(ACCOUNT);
    OrderedPause pause = new OrderedPause("ops", null, START);
    Sql audit = PAUSE.done(Action.PAUSE_ACCOUNT, ACCOUNT, "Paused.", START);
    ledger().one.accountOrders.pause(ACCOUNT, pause, audit);
    Job job = ledger().submitting("a");
    Cause cause = new Cause(Trouble.ORDER, AccountOrders.CODE, pause.text(ACCOUNT), null);
    ledger().one.progress.parkUnsent(job, cause, FAR);

    ledger().two.accountOrders.release();
    ledger().two.accountOrders.releaseIfResumed(job);
    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();

    Sql end = PAUSE.done(Action.RESUME_ACCOUNT, ACCOUNT, "Resumed.", START);
    ledger().one.accountOrders.resume(ACCOUNT, end);
    ledger().two.accountOrders.release();

    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9))
        .extracting(Job::id)
        .containsExactly(job.id());
  }

  @Test
  default void releasesAJobThatWasParkedJustAfterItsAccountWasResumed() {
    ledger().one.accounts.register(ACCOUNT);
    Job job = ledger().submitting("a");
    Cause cause = new Cause(Trouble.ORDER, AccountOrders.CODE, "Paused.", null);
    ledger().one.progress.parkUnsent(job, cause, FAR);

    ledger().one.accountOrders.releaseIfResumed(job);

    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).hasSize(1);
  }

  @Test
  default void countsRefusalsAtTheSameMomentAsOnePause() {
    ledger().one.accounts.register(ACCOUNT);
    Cause cause = new Cause(Trouble.AUTH, "api_key_revoked", "The key was revoked.", null);
    Instant retryAt = START.plusSeconds(15);
    assertThat(ledger().one.accounts.pause(ACCOUNT, cause, null, retryAt, 1, "mark")).isTrue();
    assertThat(ledger().two.accounts.pause(ACCOUNT, cause, null, retryAt, 1, "mark")).isFalse();
    assertThat(ledger().two.accounts.pause(ACCOUNT, cause, null, retryAt, 2, "mark")).isFalse();
    assertThat(ledger().two.accounts.pause(ACCOUNT, cause, null, retryAt, 2, "new")).isTrue();
    ledger().clock.forward(Duration.ofSeconds(15));
    assertThat(ledger().one.accounts.pause(ACCOUNT, cause, null, retryAt, 3, "new")).isTrue();
    assertThat(ledger().two.accounts.pause(ACCOUNT).orElseThrow().pauses()).isEqualTo(3);
  }

  @Test
  default void extendsAPauseOfOneScopeAtOnceByAWiderOne() {
    ledger().one.accounts.register(ACCOUNT);
    Cause scope = new Cause(Trouble.AUTH, "api_scope_denied", "The key lacks a scope.", null);
    Instant retryAt = START.plusSeconds(15);
    AccountRows rows = ledger().one.accounts;
    assertThat(rows.pause(ACCOUNT, scope, CallKind.CREATE, retryAt, 1, "mark")).isTrue();
    assertThat(rows.pause(ACCOUNT, scope, CallKind.UPLOAD, retryAt, 2, "mark")).isFalse();
    assertThat(rows.pause(ACCOUNT, scope, CallKind.STATUS, retryAt, 2, "mark")).isTrue();
    assertThat(rows.pause(ACCOUNT, scope, CallKind.STATUS, retryAt, 3, "mark")).isFalse();
    assertThat(rows.pause(ACCOUNT).orElseThrow().call()).isEqualTo(CallKind.STATUS);

    rows.resume(ACCOUNT);
    assertThat(rows.pause(ACCOUNT, scope, CallKind.CHAT, retryAt, 1, "mark")).isTrue();
    assertThat(rows.pause(ACCOUNT, scope, null, retryAt, 2, "mark")).isTrue();
    assertThat(rows.pause(ACCOUNT).orElseThrow().call()).isNull();
  }

  @Test
  default void reportsWhetherAnAccountAwaitsResults() {
    assertThat(ledger().one.accounts.awaitsResults(ACCOUNT)).isFalse();
    Job job = ledger().submitting("a");
    assertThat(ledger().one.accounts.awaitsResults(ACCOUNT)).isFalse();
    ledger().one.progress.recordSubmitted(job, "task", null, START);
    assertThat(ledger().two.accounts.awaitsResults(ACCOUNT)).isTrue();
  }
}
