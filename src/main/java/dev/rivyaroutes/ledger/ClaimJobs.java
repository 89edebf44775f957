package dev.rivyaroutes.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claims due jobs for this process, many in one transaction, under a lease and a new fencing
 * version. A row that another process claims at the same time is passed over. The claim is counted
 * before the work: a job whose claims never come to an outcome is parked instead of being claimed
 * again. Such a job takes no other with it: the last claim is made of one job at a time.
 */
public final class ClaimJobs {

  private static final String DUE =
      "select "
          + JobRows.COLUMNS
          + " from job where id in (select id from job where stage = ? and account = ? and due_at <= ?"
          + " order by stage, account, due_at, id fetch first ? rows only)"
          + " and due_at <= ? order by due_at, id for update skip locked";

  private static final String CLAIM =
      "update job set state = ?, due_at = ?, owner = ?, version = version + 1, claims = claims + 1,"
          + " sent_at = ?, updated_at = ? where id = ?";

  private static final String POISON =
      "update job set state = 'parked', stage = null, owner = null, version = version + 1,"
          + " trouble = 'unknown', code = 'poison', cause = ?, updated_at = ? where id = ?";

  private static final String LET_OTHERS_GO_FIRST = "update job set due_at = ? where id = ?";
  static final Duration TURN = Duration.ofMillis(500);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final JobRows rows;
  private final Lease lease;
  private final Clock clock;

  ClaimJobs(JdbcTemplate jdbc, TransactionTemplate transaction, Lease lease, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = new JobRows(jdbc);
    this.lease = lease;
    this.clock = clock;
  }

  private record Due(Job job, int claims) {}

  /** Claims at most {@code max} jobs that are due in a stage of an account. */
  public List<Job> claim(Stage stage, String account, int max) {
    List<Job> claimed = new ArrayList<>();
    try {
      transaction.executeWithoutResult(status -> claimInTransaction(stage, account, max, claimed));
      List<Job> whole = withContent(stage, claimed);
      lease.took(whole);
      return whole;
    } catch (RuntimeException e) {
      // Nobody will work on them: a lease that was committed ends by itself.
      claimed.forEach(lease::letGo);
      throw e;
    }
  }

  private List<Job> withContent(Stage stage, List<Job> claimed) {
    return switch (stage) {
      case SUBMIT -> rows.withContent(claimed, JobRows.REFERENCE);
      case FETCH -> rows.withContent(claimed, JobRows.RESULT);
      case POLL -> claimed;
    };
  }

  private void claimInTransaction(Stage stage, String account, int max, List<Job> claimed) {
    Instant now = clock.instant();
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    List<Due> due =
        jdbc.query(
            DUE,
            (row, i) -> new Due(JobRows.read(row), row.getInt("claims")),
            stage.column(),
            account,
            at,
            max,
            at);
    List<Object[]> claims = new ArrayList<>();
    OffsetDateTime turn = at.plus(TURN);
    for (Due candidate : due) {
      Job job = candidate.job();
      if (candidate.claims() >= lease.maxClaims()) {
        park(stage, job, candidate.claims(), at);
        continue;
      }
      if (!lease.mayClaim(job.id(), candidate.claims())) {
        jdbc.update(LET_OTHERS_GO_FIRST, turn, job.id());
        continue;
      }
      claims.add(
          new Object[] {
            stateDuring(stage, job.state()).column(),
            lease.endFrom(now).atOffset(ZoneOffset.UTC),
            lease.owner(),
            sentAt(stage, job, at),
            at,
            job.id()
          });
      claimed.add(job.atVersion(job.version() + 1));
    }
    if (!claims.isEmpty()) {
      jdbc.batchUpdate(CLAIM, claims);
    }
  }

  private static OffsetDateTime sentAt(Stage stage, Job job, OffsetDateTime now) {
    if (stage != Stage.SUBMIT) {
      return null;
    }
    return job.sentAt() == null ? now : job.sentAt().atOffset(ZoneOffset.UTC);
  }

  private static JobState stateDuring(Stage stage, JobState before) {
    return switch (stage) {
      case SUBMIT -> JobState.SUBMITTING;
      case POLL -> before == JobState.PARKED ? JobState.PARKED : JobState.WAITING;
      case FETCH -> JobState.FETCHING;
    };
  }

  private void park(Stage stage, Job job, int claims, OffsetDateTime at) {
    Cause cause =
        Cause.of(
            Trouble.UNKNOWN,
            "The program ended "
                + claims
                + " times while it worked on this job. It is set aside so that it ends the program no"
                + " more. "
                + (stage == Stage.SUBMIT ? "Rivya may have made it. " : "")
                + "Look at Rivya, then replay or cancel it.");
    jdbc.update(POISON, cause.text(), at, job.id());
    Sql event = Timeline.event(job.id(), at.toInstant(), "parked", claims, cause, null);
    event.run(jdbc);
  }

  /** Whether a job of this stage is due. */
  public boolean hasDue(Stage stage, String account) {
    return !jdbc.queryForList(
            "select id from job where stage = ? and account = ? and due_at <= ?"
                + " order by stage, account, due_at fetch first 1 rows only",
            String.class,
            stage.column(),
            account,
            clock.instant().atOffset(ZoneOffset.UTC))
        .isEmpty();
  }

  /** When the next job of this stage falls due, after now. */
  public Optional<Instant> nextDue(Stage stage, String account) {
    return jdbc
        .query(
            "select due_at from job where stage = ? and account = ? and due_at > ?"
                + " order by stage, account, due_at fetch first 1 rows only",
            (row, i) -> JobRows.instant(row, "due_at"),
            stage.column(),
            account,
            clock.instant().atOffset(ZoneOffset.UTC))
        .stream()
        .findFirst();
  }
}
