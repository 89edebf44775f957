package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.ReserveCredits;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.lease.Leases;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claims due jobs for this process, many in one transaction, under a lease and a new fencing
 * version. A row that another process claims at the same time is passed over. The claim is counted
 * before the work: a job whose claims never come to an outcome is parked instead of being claimed
 * again. Such a job takes no other with it: the last claim is made of one job at a time.
 */
@Component
public final class ClaimJobs {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimJobs.class);

  /** How often in a row it goes on with what is behind jobs that had to be set aside. */
  private static final int ROUNDS = 50;

  /** What it is chosen by is asked again of the locked row, which may have changed since. */
  private static final String DUE =
      "select "
          + JobRows.COLUMNS
          + " from job where id in (select id from job where %1$s"
          + " order by stage, account, due_at, id fetch first ? rows only)"
          + " and %1$s order by due_at, id for update skip locked";

  private static final String OF_ACCOUNT = "stage = ? and account = ? and due_at <= ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final JobRows rows;
  private final Leases lease;
  private final Clock clock;
  private final ReserveCredits credits;
  private final ParkJobsOfRemovedFlows gone;
  private final ParkCrashingJob poison;
  private final WriteClaims take;

  public ClaimJobs(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Leases lease,
      ReserveCredits credits,
      ParkJobsOfRemovedFlows gone,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = new JobRows(jdbc);
    this.lease = lease;
    this.clock = clock;
    this.credits = credits;
    this.gone = gone;
    this.poison = new ParkCrashingJob(jdbc);
    this.take = new WriteClaims(jdbc, lease);
  }

  private record Due(Job job, int claims) {}

  /** The jobs that a claim chooses from; of all flows where it names none. */
  private record Of(Stage stage, String account, String flow) {

    String due() {
      return DUE.formatted(flow == null ? OF_ACCOUNT : OF_ACCOUNT + " and flow = ?");
    }

    Object[] values(OffsetDateTime at, int max) {
      List<Object> once = new ArrayList<>(List.of(stage.column(), account, at));
      if (flow != null) {
        once.add(flow);
      }
      List<Object> values = new ArrayList<>(once);
      values.add(max);
      values.addAll(once);
      return values.toArray();
    }
  }

  /** Claims at most {@code max} jobs that are due in a stage of an account. */
  public List<Job> claim(Stage stage, String account, int max) {
    return claim(new Of(stage, account, null), max);
  }

  /** The same, of one flow. */
  public List<Job> claim(Stage stage, String account, String flow, int max) {
    return claim(new Of(stage, account, flow), max);
  }

  private List<Job> claim(Of due, int max) {
    List<Job> claimed = new ArrayList<>();
    try {
      boolean more = true;
      for (int round = 0; more && round < ROUNDS && claimed.size() < max; round++) {
        more = claimOnce(due, max - claimed.size(), claimed);
      }
      List<Job> whole = withContent(due.stage(), claimed);
      lease.addJobs(whole);
      return whole;
    } catch (RuntimeException | Error e) {
      // Nobody will work on them: a lease that was committed ends by itself.
      claimed.forEach(job -> lease.releaseAfter(job, e));
      throw e;
    }
  }

  /** Gives a claimed job back that nobody could begin with; it counts as no crash. */
  public void release(Job job) {
    lease.release(job);
  }

  private List<Job> withContent(Stage stage, List<Job> claimed) {
    return switch (stage) {
      case SUBMIT, TURN, REFERENCE -> rows.withContent(claimed, JobRows.REFERENCE);
      case FETCH -> rows.withContent(claimed, JobRows.RESULT);
      case POLL -> claimed;
    };
  }

  /** One transaction; true when it set jobs aside, so that there may be more behind them. */
  private boolean claimOnce(Of due, int max, List<Job> claimed) {
    List<Job> candidates = new ArrayList<>();
    List<Job> taken = new ArrayList<>();
    List<String> alerts = new ArrayList<>();
    try {
      Boolean aside =
          transaction.execute(
              status -> {
                Instant now = clock.instant();
                boolean poison = collect(due, max, now, candidates);
                List<Job> paid = paidFor(due.stage(), candidates, now, alerts);
                taken.addAll(take.take(due.stage(), paid, now));
                return poison || taken.size() < candidates.size();
              });
      alerts.forEach(LOG::warn);
      claimed.addAll(taken);
      return aside;
    } catch (RuntimeException | Error e) {
      // The claim may be committed all the same.
      taken.forEach(job -> lease.releaseAfter(job, e));
      throw e;
    } finally {
      Set<String> kept = claimed.stream().map(Job::id).collect(Collectors.toSet());
      candidates.stream().filter(job -> !kept.contains(job.id())).forEach(lease::stopRenewing);
    }
  }

  /** The due jobs that may be claimed; true when others were set aside. */
  private boolean collect(Of of, int max, Instant now, List<Job> candidates) {
    List<Due> due =
        jdbc.query(
            of.due(),
            (row, i) -> new Due(JobRows.read(row), row.getInt("claims")),
            of.values(now.atOffset(ZoneOffset.UTC), max));
    boolean aside = false;
    for (Due candidate : due) {
      if (of.stage().sends() && gone.isUndeclared(candidate.job())) {
        gone.parkOrPostpone(candidate.job(), now);
        aside = true;
      } else if (candidate.claims() >= lease.maxClaims()) {
        poison.park(of.stage(), candidate.job(), candidate.claims(), now);
        aside = true;
      } else if (!lease.mayClaim(candidate.job().id(), candidate.claims())) {
        poison.postpone(candidate.job(), now);
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
}
