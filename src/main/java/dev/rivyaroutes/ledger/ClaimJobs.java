package dev.rivyaroutes.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claims due jobs for this process, many in one transaction, under a lease and a new fencing
 * version. A row that another process claims at the same time is passed over. The claim is counted
 * before the work: a job whose claims never come to an outcome is parked instead of being claimed
 * again. Such a job takes no other with it: the last claim is made of one job at a time.
 */
public final class ClaimJobs {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimJobs.class);

  /** How often in a row it goes on with what is behind jobs that had to be set aside. */
  private static final int ROUNDS = 50;

  private static final String DUE =
      "select "
          + JobRows.COLUMNS
          + " from job where id in (select id from job where stage = ? and account = ? and due_at <= ?"
          + " order by stage, account, due_at, id fetch first ? rows only)"
          + " and due_at <= ? order by due_at, id for update skip locked";

  private static final String CLAIM =
      "update job set state = ?, due_at = ?, owner = ?, version = version + 1, claims = claims + 1,"
          + " sent_at = ?, updated_at = ?, held_credits = ?, held_day = ? where id = ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final JobRows rows;
  private final Lease lease;
  private final Clock clock;
  private final ReserveCredits credits;
  private final SetPoisonAside poison;

  ClaimJobs(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Lease lease,
      ReserveCredits credits,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = new JobRows(jdbc);
    this.lease = lease;
    this.clock = clock;
    this.credits = credits;
    this.poison = new SetPoisonAside(jdbc);
  }

  private record Due(Job job, int claims) {}

  /** Claims at most {@code max} jobs that are due in a stage of an account. */
  public List<Job> claim(Stage stage, String account, int max) {
    List<Job> claimed = new ArrayList<>();
    try {
      boolean more = true;
      for (int round = 0; more && round < ROUNDS && claimed.size() < max; round++) {
        more = claimOnce(stage, account, max - claimed.size(), claimed);
      }
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

  /** One transaction; true when it set jobs aside, so that there may be more behind them. */
  private boolean claimOnce(Stage stage, String account, int max, List<Job> claimed) {
    List<Job> candidates = new ArrayList<>();
    List<Job> taken = new ArrayList<>();
    List<String> alerts = new ArrayList<>();
    try {
      Boolean aside =
          transaction.execute(
              status -> {
                Instant now = clock.instant();
                boolean poison = collect(stage, account, max, now, candidates);
                Map<String, Hold> held = holds(stage, candidates, now, alerts);
                take(stage, candidates, held, now, taken);
                return poison || taken.size() < candidates.size();
              });
      alerts.forEach(LOG::warn);
      claimed.addAll(taken);
      return aside;
    } finally {
      candidates.stream().filter(job -> !held(claimed, job)).forEach(lease::letGo);
    }
  }

  private static boolean held(List<Job> claimed, Job job) {
    return claimed.stream().anyMatch(one -> one.id().equals(job.id()));
  }

  /** The due jobs that may be claimed; true when others were set aside. */
  private boolean collect(Stage stage, String account, int max, Instant now, List<Job> candidates) {
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
    boolean aside = false;
    for (Due candidate : due) {
      if (candidate.claims() >= lease.maxClaims()) {
        poison.park(stage, candidate.job(), candidate.claims(), now);
        aside = true;
      } else if (!lease.mayClaim(candidate.job().id(), candidate.claims())) {
        poison.letOthersGoFirst(candidate.job(), now);
      } else {
        candidates.add(candidate.job());
      }
    }
    return aside;
  }

  /** What each job holds while it is worked on; a job to be submitted without is set aside. */
  private Map<String, Hold> holds(Stage stage, List<Job> jobs, Instant now, List<String> alerts) {
    if (stage == Stage.SUBMIT) {
      ReserveCredits.Reserved reserved = credits.reserve(jobs, now);
      alerts.addAll(reserved.alerts());
      return reserved.held();
    }
    Map<String, Hold> holds = new HashMap<>();
    jobs.forEach(job -> holds.put(job.id(), job.hold()));
    return holds;
  }

  private void take(
      Stage stage, List<Job> jobs, Map<String, Hold> held, Instant now, List<Job> taken) {
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    List<Object[]> claims = new ArrayList<>();
    for (Job job : jobs) {
      if (held.containsKey(job.id())) {
        Hold hold = held.get(job.id());
        claims.add(
            new Object[] {
              stateDuring(stage, job.state()).column(),
              lease.endFrom(now).atOffset(ZoneOffset.UTC),
              lease.owner(),
              sentAt(stage, job, at),
              at,
              hold == null ? null : hold.credits(),
              hold == null ? null : hold.day(),
              job.id()
            });
        taken.add(job.claimed(hold));
      }
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
