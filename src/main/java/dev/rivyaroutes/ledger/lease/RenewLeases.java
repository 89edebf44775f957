package dev.rivyaroutes.ledger.lease;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Extends the leases of this process while its work continues, and releases them when it stops. A
 * row whose outcome was just committed stays unchanged.
 */
@Component
public final class RenewLeases {

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Leases leases;
  private final Clock clock;

  public RenewLeases(GroupCommit commit, JdbcTemplate jdbc, Leases leases, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.leases = leases;
    this.clock = clock;
  }

  void abortStuckTransaction() {
    commit.abortStuckTransaction();
  }

  public void renew() {
    uncountReleased();
    updateClaimed("due_at = ?", "due_at = ?", leases.endFrom(clock.instant()));
  }

  /** Releases all claims at an orderly stop, uncounted, so that others can take over at once. */
  public void releaseAll() {
    uncountReleased();
    updateClaimed("claims = claims - 1, due_at = ?", "owner = null, due_at = ?", clock.instant());
  }

  /**
   * Uncounts the released claims. If another process has claimed a row since, or in the place of a
   * claim that was never committed, the claim of that process stays.
   */
  private void uncountReleased() {
    Map<String, Long> jobs = leases.jobs().released();
    Map<String, Long> deliveries = leases.deliveries().released();
    List<Write> writes = new ArrayList<>();
    jobs.forEach((id, version) -> writes.add(uncount("job", id, version)));
    deliveries.forEach((id, version) -> writes.add(uncount("delivery", id, version)));
    if (!writes.isEmpty()) {
      commit.write(writes);
      leases.jobs().removeReleased(jobs);
      leases.deliveries().removeReleased(deliveries);
    }
  }

  private Write uncount(String table, String id, long version) {
    String text =
        "update "
            + table
            + " set claims = claims - 1, due_at = case when version = ?"
            + " then ? else due_at end"
            + " where id = ? and (version > ? or version = ? and owner = ?) and claims > 0"
            + " and owner is not null";
    return new Write(
        id, Sql.of(text, version, clock.instant(), id, version, version, leases.owner()));
  }

  /**
   * Takes over what a process has left claimed that has ended. Only for an embedded database, which
   * no other process uses.
   */
  public void takeOverAll() {
    for (String table : List.of("job", "delivery", "idempotent_key", "source")) {
      Sql.of(
              "update " + table + " set owner = null, due_at = ? where owner is not null",
              clock.instant())
          .run(jdbc);
    }
  }

  /**
   * @param ofSource a source has no count of claims
   */
  private void updateClaimed(String assignments, String ofSource, Instant dueAt) {
    List<Write> writes = new ArrayList<>();
    leases
        .jobs()
        .claimed()
        .forEach((id, version) -> writes.add(update("job", assignments, dueAt, id, version)));
    leases
        .deliveries()
        .claimed()
        .forEach((id, version) -> writes.add(update("delivery", assignments, dueAt, id, version)));
    leases
        .sources()
        .claimed()
        .forEach((route, version) -> writes.add(updateSource(ofSource, dueAt, route, version)));
    leases.keys().forEach(key -> writes.add(update(key, dueAt)));
    commit.write(writes);
  }

  private static Write update(
      String table, String assignments, Instant dueAt, String id, long version) {
    String text =
        "update "
            + table
            + " set "
            + assignments
            + " where id = ? and version = ? and owner is not null";
    return new Write(id, Sql.of(text, dueAt, id, version));
  }

  private static Write updateSource(String assignments, Instant dueAt, String route, long version) {
    return new Write(
        route,
        Sql.of(
            "update source set "
                + assignments
                + " where route = ? and version = ? and owner is not null",
            dueAt,
            route,
            version));
  }

  private Write update(Leases.Key key, Instant dueAt) {
    return new Write(
        key.hash(),
        Sql.of(
            "update idempotent_key set due_at = ?"
                + " where repository = ? and key_hash = ? and state = 'claimed' and owner = ?",
            dueAt,
            key.repository(),
            key.hash(),
            leases.owner()));
  }
}
