package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.database.DatabaseFailures;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.lease.Leases;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claims due deliveries of one sink, in the way of {@link ClaimJobs}. One whose claims never come
 * to an outcome is dead instead of being claimed again.
 */
@Component
public final class ClaimDeliveries {

  private static final String DUE =
      "select id, job_id, sink, version, claims, attempts, created_at from delivery where id in (select id"
          + " from delivery where state = 'pending' and flow = ? and sink = ? and due_at <= ? order"
          + " by state, flow, sink, due_at, id fetch first ? rows only) and state = 'pending' and"
          + " due_at <= ? order by due_at, id for update skip locked";

  private static final String CLAIM =
      "update delivery set due_at = ?, owner = ?, version = version + 1, claims = claims + 1,"
          + " updated_at = ? where id = ?";

  private static final String POISON =
      "update delivery set state = 'dead', owner = null, version = version + 1, claims = 0, cause = ?,"
          + " updated_at = ? where id = ?";

  private static final String POSTPONE = "update delivery set due_at = ? where id = ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final JobRows rows;
  private final Leases lease;
  private final Clock clock;

  public ClaimDeliveries(
      JdbcTemplate jdbc, TransactionTemplate transaction, Leases lease, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = new JobRows(jdbc);
    this.lease = lease;
    this.clock = clock;
  }

  private record Row(
      String id, String jobId, String sink, long version, int claims, int attempts, Instant at) {}

  /** Claims at most {@code max} deliveries that are due at a sink of a flow. */
  public List<Delivery> claim(String flow, String sink, int max) {
    List<Row> mine = new ArrayList<>();
    try {
      List<Job> jobs =
          transaction.execute(
              status -> {
                claimInTransaction(flow, sink, max, mine);
                return jobs(mine);
              });
      List<Delivery> deliveries = withContent(mine, jobs);
      lease.addDeliveries(deliveries);
      return deliveries;
    } catch (RuntimeException | Error e) {
      // Nobody will work on them: a lease that was committed ends by itself.
      mine.forEach(row -> release(row, e));
      throw e;
    }
  }

  private void release(Row row, Throwable failure) {
    if (DatabaseFailures.isTemporary(failure)) {
      lease.releaseDelivery(row.id(), row.version());
    } else {
      lease.endLastClaim(row.id());
    }
  }

  /** Gives a claimed delivery back that nobody could begin with; it counts as no crash. */
  public void release(Delivery delivery) {
    lease.release(delivery);
  }

  private void claimInTransaction(String flow, String sink, int max, List<Row> mine) {
    Instant now = clock.instant();
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    OffsetDateTime end = lease.endFrom(now).atOffset(ZoneOffset.UTC);
    List<Row> due =
        jdbc.query(
            DUE,
            (row, i) ->
                new Row(
                    row.getString("id"),
                    row.getString("job_id"),
                    row.getString("sink"),
                    row.getLong("version") + 1,
                    row.getInt("claims"),
                    row.getInt("attempts"),
                    JobRows.instant(row, "created_at")),
            flow,
            sink,
            at,
            max,
            at);
    OffsetDateTime turn = at.plus(ParkCrashingJob.POSTPONEMENT);
    for (Row row : due) {
      if (row.claims() >= lease.maxClaims()) {
        markDead(row, now);
      } else if (!lease.mayClaim(row.id(), row.claims())) {
        jdbc.update(POSTPONE, turn, row.id());
      } else {
        mine.add(row);
      }
    }
    if (!mine.isEmpty()) {
      jdbc.batchUpdate(
          CLAIM,
          mine.stream().map(row -> new Object[] {end, lease.owner(), at, row.id()}).toList());
    }
  }

  private void markDead(Row row, Instant now) {
    Cause cause =
        new Cause(
            Trouble.UNKNOWN,
            "poison",
            "The program ended %d times while it delivered to %s. The sink may have it. Look there, then replay the delivery."
                .formatted(row.claims(), row.sink()),
            null);
    jdbc.update(POISON, cause.text(), now.atOffset(ZoneOffset.UTC), row.id());
    Timeline.event(row.jobId(), now, "dead", row.attempts() + 1, cause, null).run(jdbc);
  }

  /** Read while the deliveries are locked: no order can change what the outcome is meanwhile. */
  private List<Job> jobs(List<Row> due) {
    if (due.isEmpty()) {
      return List.of();
    }
    return jdbc.query(
        "select " + JobRows.COLUMNS + " from job where id = any(?)",
        (row, i) -> JobRows.read(row),
        JobRows.array(due.stream().map(Row::jobId).toList()));
  }

  private List<Delivery> withContent(List<Row> mine, List<Job> jobs) {
    Map<String, Job> byId = new HashMap<>();
    rows.withContent(jobs, JobRows.RESULT).forEach(job -> byId.put(job.id(), job));
    return mine.stream()
        .map(
            row ->
                new Delivery(
                    row.id(),
                    row.sink(),
                    row.version(),
                    row.attempts(),
                    row.at(),
                    byId.get(row.jobId())))
        .toList();
  }

  /** Whether a delivery of this sink is due. */
  public boolean hasDue(String flow, String sink) {
    return !jdbc.queryForList(
            "select id from delivery where state = 'pending' and flow = ? and sink = ?"
                + " and due_at <= ? order by state, flow, sink, due_at fetch first 1 rows only",
            String.class,
            flow,
            sink,
            clock.instant().atOffset(ZoneOffset.UTC))
        .isEmpty();
  }

  /** When the next delivery of this sink falls due, after now. */
  public Optional<Instant> nextDue(String flow, String sink) {
    return jdbc
        .query(
            "select due_at from delivery where state = 'pending' and flow = ? and sink = ?"
                + " and due_at > ? order by state, flow, sink, due_at fetch first 1 rows only",
            (row, i) -> JobRows.instant(row, "due_at"),
            flow,
            sink,
            clock.instant().atOffset(ZoneOffset.UTC))
        .stream()
        .findFirst();
  }
}
