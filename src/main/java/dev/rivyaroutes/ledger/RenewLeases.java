package dev.rivyaroutes.ledger;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Moves the ends of this process's leases on while its work goes on, and gives them up at its end.
 */
final class RenewLeases {

  private final JdbcTemplate jdbc;
  private final Lease lease;
  private final Clock clock;

  RenewLeases(JdbcTemplate jdbc, Lease lease, Clock clock) {
    this.jdbc = jdbc;
    this.lease = lease;
    this.clock = clock;
  }

  void renew() {
    OffsetDateTime end = lease.endFrom(clock.instant()).atOffset(ZoneOffset.UTC);
    update("job", "due_at", lease.jobs(), end);
    update("delivery", "due_at", lease.deliveries(), end);
    updateKeys(end);
  }

  /**
   * Another process may take over at once what this one leaves; an orderly end is no job's fault.
   */
  void giveUp() {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    update("job", "claims = claims - 1, due_at", lease.jobs(), now);
    update("delivery", "claims = claims - 1, due_at", lease.deliveries(), now);
    updateKeys(now);
  }

  /** What a dead process held, where no other process can be at work: an embedded database. */
  void takeOverAll() {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbc.update("update job set owner = null, due_at = ? where owner is not null", now);
    jdbc.update("update delivery set owner = null, due_at = ? where owner is not null", now);
    jdbc.update("update idempotent_key set owner = null, due_at = ? where owner is not null", now);
  }

  private void updateKeys(OffsetDateTime dueAt) {
    List<Lease.Key> held = lease.keys();
    if (!held.isEmpty()) {
      jdbc.batchUpdate(
          "update idempotent_key set due_at = ?"
              + " where repository = ? and key_hash = ? and state = 'claimed' and owner = ?",
          held.stream()
              .map(key -> new Object[] {dueAt, key.repository(), key.hash(), lease.owner()})
              .toList());
    }
  }

  private void update(String table, String what, Map<String, Long> held, OffsetDateTime dueAt) {
    if (held.isEmpty()) {
      return;
    }
    List<Object[]> rows = new ArrayList<>();
    held.forEach((id, version) -> rows.add(new Object[] {dueAt, id, version}));
    jdbc.batchUpdate(
        "update "
            + table
            + " set "
            + what
            + " = ? where id = ? and version = ? and owner is not null",
        rows);
  }
}
