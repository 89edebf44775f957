package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.lease.Leases;
import java.sql.ResultSet;
import java.sql.SQLException;
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
 * Claims due deliveries of a sink, as {@link ClaimJobs} does for jobs. A delivery that keeps
 * crashing the program is dead instead of being claimed again.
 */
@Component
public final class ClaimDeliveries {

  private static final String QUEUE =
      "state <> 'delivered' and state = 'pending' and flow = ? and sink = ?";

  private static final String LOCK_DUE =
      "select id, job_id, sink, version, claims, attempts, created_at from delivery where id in (select id"
          + " from delivery where "
          + QUEUE
          + " and due_at <= ? order by state, flow, sink, due_at, id limit ?)"
          + " and state = 'pending' and due_at <= ? order by due_at, id for update skip locked";

  private static final String CLAIM =
      "update delivery set due_at = ?, owner = ?, version = version + 1, claims = claims + 1,"
          + " updated_at = ? where id = ?";

  private static final String DEAD =
      "update delivery set state = 'dead', owner = null, version = version + 1, claims = 0, cause = ?,"
          + " updated_at = ? where id = ?";

  private static final String POSTPONE = "update delivery set due_at = ? where id = ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final JobRows rows;
  private final DueRows dueRows;
  private final Leases leases;
  private final Clock clock;

  public ClaimDeliveries(
      JdbcTemplate jdbc, TransactionTemplate transaction, Leases leases, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = new JobRows(jdbc);
    this.dueRows = new DueRows(jdbc, "delivery", QUEUE, "state, flow, sink, due_at");
    this.leases = leases;
    this.clock = clock;
  }

  private record Row(
      String id, String jobId, String sink, long version, int claims, int attempts, Instant at) {

    /** The row as it is under a new claim. */
    static Row claimed(ResultSet row, int n) throws SQLException {
      return new Row(
          row.getString("id"),
          row.getString("job_id"),
          row.getString("sink"),
          row.getLong("version") + 1,
          row.getInt("claims"),
          row.getInt("attempts"),
          Columns.instant(row, "created_at"));
    }
  }

  public List<Delivery> claim(String flow, String sink, int max) {
    List<Row> claimed = new ArrayList<>();
    try {
      List<Job> jobs =
          transaction.execute(
              status -> {
                claimInTransaction(flow, sink, max, claimed);
                return jobs(claimed);
              });
      List<Delivery> deliveries = withContent(claimed, jobs);
      claimed.forEach(row -> leases.deliveries().add(row.id(), row.version()));
      return deliveries;
    } catch (RuntimeException | Error e) {
      // Nobody will deliver them, although their claim may be committed.
      claimed.forEach(row -> leases.deliveries().releaseAfter(e, row.id(), row.version()));
      throw e;
    }
  }

  /** Releases a claimed delivery that was not started; it is not counted as a crash. */
  public void release(Delivery delivery) {
    leases.deliveries().release(delivery.id(), delivery.version());
  }

  private void claimInTransaction(String flow, String sink, int max, List<Row> claimed) {
    Instant now = clock.instant();
    for (Row row : Sql.of(LOCK_DUE, flow, sink, now, max, now).query(jdbc, Row::claimed)) {
      if (row.claims() >= leases.maxClaims()) {
        markDead(row, now);
      } else if (!leases.mayClaim(row.id(), row.claims())) {
        Sql.of(POSTPONE, now.plus(ParkCrashingJob.POSTPONEMENT), row.id()).run(jdbc);
      } else {
        claimed.add(row);
      }
    }
    if (!claimed.isEmpty()) {
      OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
      OffsetDateTime end = leases.endFrom(now).atOffset(ZoneOffset.UTC);
      jdbc.batchUpdate(
          CLAIM,
          claimed.stream().map(row -> new Object[] {end, leases.owner(), at, row.id()}).toList());
    }
  }

  private void markDead(Row row, Instant now) {
    String text =
        "The program crashed %d times while it delivered to %s, so the delivery is dead. The sink may have received it: check there, then replay the delivery."
            .formatted(row.claims(), row.sink());
    Cause cause = new Cause(Trouble.UNKNOWN, "poison", text, null);
    Sql.of(DEAD, cause.text(), now, row.id()).run(jdbc);
    Timeline.event(row.jobId(), now, DeliveryState.DEAD.column(), row.attempts() + 1, cause, null)
        .run(jdbc);
  }

  /** Read while the deliveries are locked, so that no order can change the outcome meanwhile. */
  private List<Job> jobs(List<Row> claimed) {
    return claimed.isEmpty()
        ? List.of()
        : Sql.of(
                "select " + JobRows.COLUMNS + " from job where id = any(?)",
                JobRows.array(claimed.stream().map(Row::jobId).toList()))
            .query(jdbc, (row, n) -> JobRows.read(row));
  }

  private List<Delivery> withContent(List<Row> claimed, List<Job> jobs) {
    Map<String, Job> byId = new HashMap<>();
    rows.withContent(jobs, JobRows.RESULT).forEach(job -> byId.put(job.id(), job));
    return claimed.stream()
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

  public boolean hasDue(String flow, String sink) {
    return dueRows.hasDue(clock.instant(), flow, sink);
  }

  public Optional<Instant> nextDue(String flow, String sink) {
    return dueRows.nextDue(clock.instant(), flow, sink);
  }
}
