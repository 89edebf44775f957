package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.brief;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.claim.BusyQueues;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

interface ClaimContract extends OnLedger {

  private List<String> accepted(int jobs) {
    return ledger()
        .one
        .accept
        .accept(IntStream.range(0, jobs).mapToObj(i -> brief("job-" + i)).toList())
        .stream()
        .map(AcceptResult::jobId)
        .toList();
  }

  @Test
  default void claimsInBatchesInTheOrderOfArrival() {
    List<String> ids = accepted(5);

    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 2))
        .extracting(Job::id)
        .containsExactlyElementsOf(ids.subList(0, 2));
    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9))
        .extracting(Job::id)
        .containsExactlyElementsOf(ids.subList(2, 5));
    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();
    assertThat(ledger().state(ids.get(0))).isEqualTo("submitting");
  }

  @Test
  default void claimsOnlyItsStageAndItsAccount() {
    accepted(1);
    assertThat(ledger().one.jobs.claim(Stage.POLL, ACCOUNT, 9)).isEmpty();
    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, "other", 9)).isEmpty();
    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).hasSize(1);
  }

  @Test
  default void givesNoJobToTwoOfEightClaimers() {
    List<String> ids = accepted(500);
    List<Callable<List<String>>> claimers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Replica replica = i % 2 == 0 ? ledger().one : ledger().two;
      claimers.add(
          () -> {
            List<String> mine = new ArrayList<>();
            // A claimer may see rows only that others are about to claim: it ends at its own third
            // empty poll.
            for (int empty = 0; empty < 3; ) {
              List<Job> claimed = replica.jobs.claim(Stage.SUBMIT, ACCOUNT, 7);
              claimed.forEach(job -> mine.add(job.id()));
              empty = claimed.isEmpty() ? empty + 1 : 0;
            }
            return mine;
          });
    }

    List<String> all =
        new ArrayList<>(LedgerWorld.atOnce(claimers).stream().flatMap(List::stream).toList());
    ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 500).forEach(job -> all.add(job.id()));

    assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
    assertThat(ledger().jdbc.queryForList("select distinct claims from job", Integer.class))
        .containsExactly(1);
  }

  @Test
  default void tellsWhichQueuesHoldAnything() {
    assertThat(ledger().one.busyQueues().hasJobs(ACCOUNT)).isFalse();

    Job job = ledger().submitting("a");
    var due = ledger().clock.instant().plusSeconds(5);
    ledger().one.progress.recordSubmitted(job, "task", null, due);

    BusyQueues busy = ledger().one.busyQueues();
    assertThat(busy.hasJobs(ACCOUNT)).isTrue();
    assertThat(busy.hasJobs(Stage.POLL, ACCOUNT)).isTrue();
    assertThat(busy.hasJobs(Stage.FETCH, ACCOUNT)).isFalse();
    assertThat(busy.hasJobs("other")).isFalse();
  }

  @Test
  default void claimsNothingBeforeItIsDue() {
    Job job = ledger().submitting("a");
    var due = ledger().clock.instant().plusSeconds(5);
    ledger().one.progress.recordSubmitted(job, "task", null, due);

    assertThat(ledger().one.jobs.claim(Stage.POLL, ACCOUNT, 9)).isEmpty();
    assertThat(ledger().one.due.nextDue(Stage.POLL, ACCOUNT)).contains(due);
    ledger().clock.forward(Duration.ofMillis(4_999));
    assertThat(ledger().one.due.hasDue(Stage.POLL, ACCOUNT)).isFalse();
    assertThat(ledger().one.jobs.claim(Stage.POLL, ACCOUNT, 9)).isEmpty();
    ledger().clock.forward(Duration.ofMillis(1));
    assertThat(ledger().one.due.hasDue(Stage.POLL, ACCOUNT)).isTrue();
    assertThat(ledger().one.due.hasDue(Stage.FETCH, ACCOUNT)).isFalse();
    assertThat(ledger().one.due.hasDue(Stage.POLL, "other")).isFalse();
    assertThat(ledger().one.jobs.claim(Stage.POLL, ACCOUNT, 9)).hasSize(1);
  }

  @Test
  default void givesTheJobOfADeadClaimerToAnotherUnderAHigherFence() {
    Job dead = ledger().submitting("a");
    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();

    ledger().leaseEnds();
    Job next = ledger().claimed(ledger().two, Stage.SUBMIT, dead.id());

    assertThat(next.version()).isGreaterThan(dead.version());
    assertThat(next.content().idempotencyKey()).isEqualTo(dead.content().idempotencyKey());
    assertThat(ledger().row(dead.id())).containsEntry("owner", "two");
  }

  @Test
  default void remembersSinceWhenASendMayBeOut() {
    Job dead = ledger().submitting("a");
    assertThat(dead.sentAt()).isNull();
    ledger().leaseEnds();
    Job next = ledger().claimed(ledger().two, Stage.SUBMIT, dead.id());
    assertThat(next.sentAt()).isEqualTo(LedgerWorld.START);
  }

  @Test
  default void setsAJobAsideWhoseClaimsNeverComeToAnOutcome() {
    Job job = ledger().submitting("a");
    for (int claim = 2; claim <= Replica.MAX_CLAIMS; claim++) {
      ledger().leaseEnds();
      job = ledger().claimed(ledger().two, Stage.SUBMIT, job.id());
    }
    ledger().leaseEnds();

    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();

    assertThat(ledger().row(job.id()))
        .containsEntry("state", "parked")
        .containsEntry("stage", null)
        .containsEntry("owner", null)
        .containsEntry("trouble", "unknown")
        .containsEntry("code", "poison");
    assertThat((String) ledger().row(job.id()).get("cause")).contains("crashed 3 times");
    assertThat(ledger().timeline(job.id())).containsExactly("accepted", "parked");
    assertThat(ledger().two.progress.recordSubmitted(job, "task", null, LedgerWorld.START))
        .isFalse();
    ledger().leaseEnds();
    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();
  }

  @Test
  default void countsNoClaimWhoseOutcomeAnOutageOfTheDatabaseSwallowed() {
    Interrupted database = new Interrupted(ledger().database);
    String id = accepted(1).get(0);
    try (Replica three = new Replica("three", database, ledger().sinks, ledger().clock)) {
      for (int outage = 0; outage < 2 * Replica.MAX_CLAIMS; outage++) {
        Job job = ledger().claimed(three, Stage.SUBMIT, id);
        database.away = true;
        assertThatThrownBy(
                () -> three.progress.recordSubmitted(job, "task", null, LedgerWorld.START))
            .isInstanceOf(LedgerUnavailable.class);
        ledger().leaseEnds();
        assertThatThrownBy(three.leases::renew).isInstanceOf(LedgerUnavailable.class);
        database.away = false;
        three.leases.renew();
      }
    }
    ledger().claimed(ledger().two, Stage.SUBMIT, id);
    assertThat(ledger().row(id)).containsEntry("claims", 1);
  }

  @Test
  default void countsNoClaimThatWasCommittedWithoutAnAnswer() {
    Interrupted database = new Interrupted(ledger().database);
    String id = accepted(1).get(0);
    try (Replica three = new Replica("three", database, ledger().sinks, ledger().clock)) {
      database.breaksAfterCommit = true;
      assertThatThrownBy(() -> three.jobs.claim(Stage.SUBMIT, ACCOUNT, 9))
          .isInstanceOf(RuntimeException.class);
      assertThat(ledger().row(id)).containsEntry("claims", 1);
      database.breaksAfterCommit = false;

      three.leases.renew();

      assertThat(ledger().row(id)).containsEntry("claims", 0);
      assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).hasSize(1);
    }
  }

  @Test
  default void leavesTheLeaseOfAnotherAloneThatTookWhatItCouldNotClaim() {
    Interrupted database = new Interrupted(ledger().database);
    String id = accepted(1).get(0);
    try (Replica three = new Replica("three", database, ledger().sinks, ledger().clock)) {
      database.breaksBeforeCommit = true;
      assertThatThrownBy(() -> three.jobs.claim(Stage.SUBMIT, ACCOUNT, 9))
          .isInstanceOf(RuntimeException.class);
      database.breaksBeforeCommit = false;
      Job taken = ledger().claimed(ledger().two, Stage.SUBMIT, id);

      three.leases.renew();

      assertThat(ledger().row(id)).containsEntry("claims", 1).containsEntry("owner", "two");
      assertThat(three.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();
      assertThat(ledger().two.progress.recordSubmitted(taken, "task", null, LedgerWorld.START))
          .isTrue();
    }
  }

  @Test
  default void leavesTheClaimOfAnotherAloneThatTookOverInAnOutage() {
    Interrupted database = new Interrupted(ledger().database);
    String id = accepted(1).get(0);
    try (Replica three = new Replica("three", database, ledger().sinks, ledger().clock)) {
      Job job = ledger().claimed(three, Stage.SUBMIT, id);
      database.away = true;
      assertThatThrownBy(() -> three.progress.recordSubmitted(job, "task", null, LedgerWorld.START))
          .isInstanceOf(LedgerUnavailable.class);
      ledger().leaseEnds();
      Job taken = ledger().claimed(ledger().two, Stage.SUBMIT, id);
      database.away = false;

      three.leases.renew();

      assertThat(ledger().row(id)).containsEntry("claims", 1).containsEntry("owner", "two");
      assertThat(three.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();
      assertThat(ledger().two.progress.recordSubmitted(taken, "task", null, LedgerWorld.START))
          .isTrue();
    }
  }

  @Test
  default void givesBackWhatNobodyCouldBeginWithoutCountingIt() {
    Job job = ledger().submitting("a");
    ledger().one.jobs.release(job);
    ledger().one.leases.renew();

    ledger().claimed(ledger().two, Stage.SUBMIT, job.id());
    assertThat(ledger().row(job.id())).containsEntry("claims", 1);
  }

  @Test
  default void makesTheLastClaimOfOneJobAtATime() {
    List<String> ids = accepted(3);
    for (int claim = 1; claim < Replica.MAX_CLAIMS; claim++) {
      assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).hasSize(3);
      ledger().leaseEnds();
    }
    String fresh = ledger().one.accept.accept(List.of(brief("fresh"))).get(0).jobId();

    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9))
        .extracting(Job::id)
        .containsExactly(ids.get(0), fresh);
    ledger().clock.forward(Duration.ofSeconds(1));
    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();

    // The first one ends the program; another process sets it aside and goes on with the next.
    ledger().leaseEnds();
    List<Job> claimed = ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9);
    assertThat(ledger().row(ids.get(0))).containsEntry("code", "poison");
    assertThat(claimed).extracting(Job::id).contains(ids.get(1)).doesNotContain(ids.get(2));

    // Once that one has its outcome, the last one's turn comes.
    claimed.forEach(
        job -> ledger().one.progress.recordSubmitted(job, "t", null, LedgerWorld.START));
    ledger().clock.forward(Duration.ofSeconds(1));
    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9))
        .extracting(Job::id)
        .containsExactly(ids.get(2));
  }

  @Test
  default void keepsNoLeaseOfJobsThatItCouldNotRead() {
    String id = accepted(1).get(0);
    ledger().jdbc.execute("alter table job_content rename to elsewhere");
    try {
      assertThatThrownBy(() -> ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9))
          .isInstanceOf(DataAccessException.class);
    } finally {
      ledger().jdbc.execute("alter table elsewhere rename to job_content");
    }
    ledger().clock.forward(Duration.ofSeconds(20));
    ledger().one.leases.renew();
    ledger().clock.forward(Duration.ofSeconds(11));

    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9))
        .extracting(Job::id)
        .containsExactly(id);
  }

  @Test
  default void countsClaimsAnewAfterAnOutcome() {
    Job job = ledger().submitting("a");
    Cause cause = Cause.of(Trouble.TRANSIENT, "Rivya answered 503.");
    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(job.attempts()).isEqualTo(attempt - 1);
      ledger().one.progress.scheduleRetry(job, Stage.SUBMIT, cause, ledger().clock.instant(), null);
      job = ledger().claimed(ledger().one, Stage.SUBMIT, job.id());
    }
    assertThat(ledger().row(job.id())).containsEntry("claims", 1).containsEntry("attempts", 5);
  }

  @Test
  default void renewsTheLeaseOfWorkThatGoesOn() {
    Job job = ledger().submitting("a");
    for (int i = 0; i < 5; i++) {
      ledger().clock.forward(Duration.ofSeconds(20));
      ledger().one.leases.renew();
    }
    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();
    assertThat(ledger().one.progress.recordSubmitted(job, "task", null, LedgerWorld.START))
        .isTrue();
  }

  @Test
  default void renewsNoLeaseThatAnotherHasTakenOver() {
    Job job = ledger().submitting("a");
    ledger().leaseEnds();
    ledger().claimed(ledger().two, Stage.SUBMIT, job.id());
    var before = ledger().everything();
    ledger().clock.forward(Duration.ofSeconds(10));
    ledger().one.leases.renew();
    assertThat(ledger().everything()).isEqualTo(before);
  }

  @Test
  default void renewsNoLeaseOfWorkThatHasEndedWithoutAnOutcome() {
    Job job = ledger().submitting("a");
    ledger().one.progress.stopRenewing(job);
    ledger().clock.forward(Duration.ofSeconds(20));
    ledger().one.leases.renew();
    ledger().clock.forward(Duration.ofSeconds(11));
    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).hasSize(1);
  }

  @Test
  default void leavesItsClaimsToOthersAtItsEnd() {
    ledger().submitting("a");
    ledger().one.leases.releaseAll();
    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).hasSize(1);
  }

  @Test
  default void takesOverAtOnceWhatADeadProcessHeldInADatabaseOfItsOwn() {
    ledger().submitting("a");
    ledger().two.leases.takeOverAll();
    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).hasSize(1);
  }
}
