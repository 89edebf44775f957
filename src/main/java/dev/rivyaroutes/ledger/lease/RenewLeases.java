package dev.rivyaroutes.ledger.lease;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Moves the ends of this process's leases on while its work goes on, and gives them up at its end.
 * A row whose work has just come to its outcome stays as that left it.
 */
@Component
public final class RenewLeases {

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Leases lease;
  private final Clock clock;

  public RenewLeases(GroupCommit commit, JdbcTemplate jdbc, Leases lease, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.lease = lease;
    this.clock = clock;
  }

  /** The writer itself may be held up by the database that is to be written to. */
  void abortStuckTransaction() {
    commit.abortStuckTransaction();
  }

  public void renew() {
    uncountReleased();
    Instant end = lease.endFrom(clock.instant());
    moveOn("due_at = ?", end);
  }

  /**
   * Another process may take over at once what this one leaves; an orderly end is no job's fault.
   */
  public void releaseAll() {
    uncountReleased();
    moveOn("claims = claims - 1, due_at = ?", clock.instant());
  }

  /**
   * Claims whose work the database's trouble left without an outcome count no more. Another process
   * may have claimed a row since, or in the place of a claim that was never committed: then that
   * claim goes on.
   */
  private void uncountReleased() {
    Map<String, Long> jobs = lease.releasedJobs();
    Map<String, Long> deliveries = lease.releasedDeliveries();
    List<Write> writes = new ArrayList<>();
    jobs.forEach((id, version) -> writes.add(unused("job", id, version)));
    deliveries.forEach((id, version) -> writes.add(unused("delivery", id, version)));
    if (!writes.isEmpty()) {
      commit.write(writes);
      lease.removeReleased(jobs, deliveries);
    }
  }

  private Write unused(String table, String id, long version) {
    Sql guard =
        Sql.of(
            "update "
                + table
                + " set claims = claims - 1, due_at = case when version = ?"
                + " then cast(? as timestamp(6) with time zone) else due_at end"
                + " where id = ? and (version > ? or version = ? and owner = ?) and claims > 0"
                + " and owner is not null",
            version,
            clock.instant(),
            id,
            version,
            version,
            lease.owner());
    return new Write(id, guard, List.of(), List.of());
  }

  /** What a dead process held, where no other process can be at work: an embedded database. */
  public void takeOverAll() {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbc.update("update job set owner = null, due_at = ? where owner is not null", now);
    jdbc.update("update delivery set owner = null, due_at = ? where owner is not null", now);
    jdbc.update("update idempotent_key set owner = null, due_at = ? where owner is not null", now);
  }

  private void moveOn(String what, Instant dueAt) {
    List<Write> writes = new ArrayList<>();
    lease.jobs().forEach((id, version) -> writes.add(row("job", what, dueAt, id, version)));
    lease
        .deliveries()
        .forEach((id, version) -> writes.add(row("delivery", what, dueAt, id, version)));
    lease.keys().forEach(key -> writes.add(key(key, dueAt)));
    commit.write(writes);
  }

  private static Write row(String table, String what, Instant dueAt, String id, long version) {
    String text =
        "update " + table + " set " + what + " where id = ? and version = ? and owner is not null";
    return new Write(id, Sql.of(text, dueAt, id, version), List.of(), List.of());
  }

  private Write key(Leases.Key key, Instant dueAt) {
    Sql guard =
        Sql.of(
            "update idempotent_key set due_at = ?"
                + " where repository = ? and key_hash = ? and state = 'claimed' and owner = ?",
            dueAt,
            key.repository(),
            key.hash(),
            lease.owner());
    return new Write(key.hash(), guard, List.of(), List.of());
  }
}
