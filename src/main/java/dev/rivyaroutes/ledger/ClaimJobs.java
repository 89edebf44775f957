package dev.rivyaroutes.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** What it is chosen by is asked again of the locked row, which may have changed since. */
  private static final String DUE =
      "select "
          + JobRows.COLUMNS
          + " from job where id in (select id from job where stage = ? and account = ? and due_at <= ?"
          + " order by stage, account, due_at, id fetch first ? rows only)"
          + " and stage = ? and account = ? and due_at <= ? order by due_at, id for update skip locked";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final JobRows rows;
  private final Lease lease;
  private final Clock clock;
  private final ReserveCredits credits;
  private final GoneFlows gone;
  private final SetPoisonAside poison;
  private final TakeJobs take;

  ClaimJobs(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Lease lease,
      ReserveCredits credits,
      GoneFlows gone,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = new JobRows(jdbc);
    this.lease = lease;
    this.clock = clock;
    this.credits = credits;
    this.gone = gone;
    this.poison = new SetPoisonAside(jdbc);
    this.take = new TakeJobs(jdbc, lease);
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
      case SUBMIT, TURN -> rows.withContent(claimed, JobRows.REFERENCE);
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
                taken.addAll(take.take(stage, paidFor(stage, candidates, now, alerts), now));
                return poison || taken.size() < candidates.size();
              });
      alerts.forEach(LOG::warn);
      claimed.addAll(taken);
      return aside;
    } finally {
      Set<String> kept = claimed.stream().map(Job::id).collect(Collectors.toSet());
      candidates.stream().filter(job -> !kept.contains(job.id())).forEach(lease::letGo);
    }
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
            stage.column(),
            account,
            at);
    boolean aside = false;
    for (Due candidate : due) {
      if (stage.sends() && gone.isGone(candidate.job())) {
        gone.setAside(candidate.job(), now);
        aside = true;
      } else if (candidate.claims() >= lease.maxClaims()) {
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

  /** The jobs that may go on: what is to be sent reserves its credits, or is set aside. */
  private List<Job> paidFor(Stage stage, List<Job> jobs, Instant now, List<String> alerts) {
    if (!stage.sends()) {
      return jobs;
    }
    ReserveCredits.Reserved reserved = credits.reserve(jobs, now);
    alerts.addAll(reserved.alerts());
    return reserved.jobs();
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
