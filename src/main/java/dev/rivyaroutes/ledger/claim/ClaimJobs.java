package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.credits.ReserveCredits;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.lease.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * Claims due jobs for this process, many in one transaction, with a lease and a new fencing
 * version. Rows that another process claims at the same time are skipped. A claim is counted before
 * the work: a job that keeps crashing the program is parked instead of being claimed again. The
 * last claim before that is made of one job at a time, so that other jobs are not parked with it.
 */
@Component
public final class ClaimJobs {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimJobs.class);

  /** Few transactions a claim, so that an account whose jobs are all parked delays no other. */
  private static final int ROUNDS = 2;

  private static final Duration LOCKED_RETRY = Duration.ofMillis(50);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final JobRows rows;
  private final Leases leases;
  private final Clock clock;
  private final ReserveCredits credits;
  private final ParkJobsOfRemovedFlows removedFlows;
  private final WorkSignal signal;
  private final ParkCrashingJob crashing;
  private final WriteClaims claims;

  public ClaimJobs(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Leases leases,
      ReserveCredits credits,
      ParkJobsOfRemovedFlows removedFlows,
      WorkSignal signal,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = new JobRows(jdbc);
    this.leases = leases;
    this.clock = clock;
    this.credits = credits;
    this.removedFlows = removedFlows;
    this.signal = signal;
    this.crashing = new ParkCrashingJob(jdbc);
    this.claims = new WriteClaims(jdbc, leases);
  }

  private record Due(Job job, int claims) {}

  public List<Job> claim(Stage stage, String account, int max) {
    return claim(new DueJobs(stage, account, null), max);
  }

  public List<Job> claim(Stage stage, String account, String flow, int max) {
    return claim(new DueJobs(stage, account, flow), max);
  }

  private List<Job> claim(DueJobs queue, int max) {
    List<Job> claimed = new ArrayList<>();
    try {
      boolean more = true;
      for (int round = 0; more && round < ROUNDS && claimed.size() < max; round++) {
        more = claimOnce(queue, max - claimed.size(), claimed);
      }
      List<Job> whole = withContent(queue.stage(), claimed);
      whole.forEach(job -> leases.jobs().add(job.id(), job.version()));
      return whole;
    } catch (RuntimeException | Error e) {
      releaseAfter(e, claimed);
      throw e;
    }
  }

  /** Nobody will process these jobs, although their claim may be committed. */
  private void releaseAfter(Throwable failure, List<Job> jobs) {
    jobs.forEach(job -> leases.jobs().releaseAfter(failure, job.id(), job.version()));
  }

  /** Releases a claimed job that was not started; it is not counted as a crash. */
  public void release(Job job) {
    leases.jobs().release(job.id(), job.version());
  }

  private List<Job> withContent(Stage stage, List<Job> claimed) {
    return switch (stage) {
      case SUBMIT, TURN, REFERENCE -> rows.withContent(claimed, JobRows.REFERENCE);
      case FETCH -> rows.withContent(claimed, JobRows.RESULT);
      case POLL -> claimed;
    };
  }

  /**
   * Runs one transaction; returns whether it parked jobs, so that there may be more behind them.
   */
  private boolean claimOnce(DueJobs queue, int max, List<Job> claimed) {
    List<Job> candidates = new ArrayList<>();
    List<Job> written = new ArrayList<>();
    List<String> alerts = new ArrayList<>();
    try {
      Boolean parked =
          transaction.execute(
              status -> {
                Instant now = clock.instant();
                boolean others = collect(queue, max, now, candidates);
                ReserveCredits.Reserved reserved = reserveCredits(queue, candidates, now);
                alerts.addAll(reserved.alerts());
                written.addAll(claims.write(queue.stage(), reserved.jobs(), now));
                return others || written.size() + reserved.locked() < candidates.size();
              });
      alerts.forEach(LOG::warn);
      claimed.addAll(written);
      return parked;
    } catch (RuntimeException | Error e) {
      releaseAfter(e, written);
      throw e;
    } finally {
      Set<String> kept = claimed.stream().map(Job::id).collect(Collectors.toSet());
      candidates.stream()
          .filter(job -> !kept.contains(job.id()))
          .forEach(job -> leases.jobs().stopRenewing(job.id(), job.version()));
    }
  }

  /** Collects the due jobs that may be claimed; returns whether it parked others. */
  private boolean collect(DueJobs queue, int max, Instant now, List<Job> candidates) {
    boolean parked = false;
    for (Due due :
        queue
            .lockDue(now, max)
            .query(jdbc, (row, n) -> new Due(JobRows.read(row), row.getInt("claims")))) {
      if (queue.stage().sends() && removedFlows.isUndeclared(due.job())) {
        removedFlows.parkOrPostpone(due.job(), now);
        parked = true;
      } else if (due.claims() >= leases.maxClaims()) {
        crashing.park(queue.stage(), due.job(), due.claims(), now);
        parked = true;
      } else if (!leases.mayClaim(due.job().id(), due.claims())) {
        crashing.postpone(due.job(), now);
      } else {
        candidates.add(due.job());
      }
    }
    return parked;
  }

  /** Those with a locked budget are claimed a moment later, when the other claim has ended. */
  private ReserveCredits.Reserved reserveCredits(DueJobs queue, List<Job> jobs, Instant now) {
    if (!queue.stage().sends()) {
      return new ReserveCredits.Reserved(jobs, 0, List.of());
    }
    ReserveCredits.Reserved reserved = credits.reserve(jobs, now);
    if (reserved.locked() > 0) {
      signal.signal(WorkSignal.queue(queue.stage(), queue.account()), now.plus(LOCKED_RETRY));
    }
    return reserved;
  }
}
