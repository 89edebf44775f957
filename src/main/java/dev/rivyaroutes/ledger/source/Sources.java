package dev.rivyaroutes.ledger.source;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.lease.Leases;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The sources that poll. A source that one replica at a time may poll is claimed: everything that
 * its polls write is refused once another replica has claimed it. The others, such as folders,
 * which each replica polls, only report.
 */
@Component
public final class Sources {

  private static final String INSERT =
      "insert into source (route, kind, address, delay_millis, failures, reported_at, due_at,"
          + " version) select ?, ?, ?, ?, 0, ?, ?, 0"
          + " where not exists (select 1 from source where route = ?)";

  private static final String RESCHEDULE =
      "update source set delay_millis = ? where route = ? and delay_millis <> ?";

  private static final String FENCE = " where route = ? and version = ?";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final AdoptAddress adopt;
  private final Leases leases;
  private final Clock clock;

  public Sources(GroupCommit commit, JdbcTemplate jdbc, Leases leases, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.adopt = new AdoptAddress(commit, jdbc);
    this.leases = leases;
    this.clock = clock;
  }

  /** Adds the source if it is new, and adopts another address or delay. */
  public void register(SourceRoute source) {
    Instant now = clock.instant();
    long delay = source.delay().toMillis();
    String route = source.route();
    Sql insert = Sql.of(INSERT, route, source.kind(), source.address(), delay, now, now, route);
    if (!write(route, insert) && !adopt.adopt(source, now)) {
      write(route, Sql.of(RESCHEDULE, delay, route, delay));
    }
  }

  /**
   * Claims a registered source, if no other process polls it.
   *
   * @return empty if another process does
   */
  public Optional<SourceClaim> claim(SourceRoute source) {
    Instant now = clock.instant();
    Sql take =
        Sql.of(
            "update source set owner = ?, due_at = ?, version = version + 1 where route = ?"
                + " and kind = ? and address = ? and (owner is null or owner = ? or due_at <= ?)",
            leases.owner(),
            leases.endFrom(now),
            source.route(),
            source.kind(),
            source.address(),
            leases.owner(),
            now);
    if (!write(source.route(), take)) {
      return Optional.empty();
    }
    Optional<SourceClaim> claim =
        Sql.of(
                "select version, position from source where route = ? and owner = ?",
                source.route(),
                leases.owner())
            .first(jdbc, (row, n) -> new SourceClaim(source, row.getLong(1), row.getString(2)));
    claim.ifPresent(mine -> leases.sources().add(source.route(), mine.version()));
    return claim;
  }

  /** Renews a claim; false if another process has claimed the source. */
  public boolean renew(SourceClaim claim) {
    boolean renewed = writeClaimed(claim, "due_at = ?", List.of(leases.endFrom(clock.instant())));
    if (!renewed) {
      leases.sources().recordLost(claim.route().route(), claim.version());
    }
    return renewed;
  }

  /** Lets another process claim the source at once. */
  public void release(SourceClaim claim) {
    leases.sources().stopRenewing(claim.route().route(), claim.version());
    writeClaimed(claim, "owner = null, due_at = ?", List.of(clock.instant()));
  }

  /** Records up to where the source has read; false if another process has claimed it. */
  public boolean recordPosition(SourceClaim claim, String position) {
    return writeClaimed(claim, "position = ?", List.of(position));
  }

  /** Records a poll without a failure; false if another process has claimed the source. */
  public boolean recordPolled(SourceClaim claim, Backlog backlog) {
    return write(claim.route().route(), polled(backlog, claim.route(), claim.version()));
  }

  /** Records a failed poll; false if another process has claimed the source. */
  public boolean recordFailed(SourceClaim claim, String cause) {
    return write(claim.route().route(), failed(cause, claim.route(), claim.version()));
  }

  /** Records a poll without a failure of a source that every replica polls. */
  public void recordPolled(SourceRoute source, Backlog backlog) {
    write(source.route(), polled(backlog, source, null));
  }

  /** Records a failed poll of a source that every replica polls. */
  public void recordFailed(SourceRoute source, String cause) {
    write(source.route(), failed(cause, source, null));
  }

  /** All sources that ever polled, by their routes. */
  public List<Source> all() {
    return Sql.of("select * from source order by route").query(jdbc, SourceRows::source);
  }

  private Sql polled(Backlog backlog, SourceRoute source, Long version) {
    Instant now = clock.instant();
    return fenced(
        "polled_at = ?, failed_since = null, failures = 0, cause = null, waiting = ?,"
            + " oldest_at = ?, reported_at = ?",
        source,
        version,
        now,
        backlog.waiting(),
        backlog.oldestAt(),
        now);
  }

  private Sql failed(String cause, SourceRoute source, Long version) {
    Instant now = clock.instant();
    return fenced(
        "failed_since = coalesce(failed_since, ?), failures = failures + 1, cause = ?,"
            + " reported_at = ?",
        source,
        version,
        now,
        Cause.truncated(cause),
        now);
  }

  private static Sql fenced(String set, SourceRoute source, Long version, Object... values) {
    List<Object> all = new ArrayList<>(Arrays.asList(values));
    all.add(source.route());
    if (version != null) {
      all.add(version);
    }
    return new Sql(
        "update source set " + set + (version == null ? " where route = ?" : FENCE), all);
  }

  private boolean writeClaimed(SourceClaim claim, String set, List<Object> values) {
    return write(
        claim.route().route(), fenced(set, claim.route(), claim.version(), values.toArray()));
  }

  private boolean write(String route, Sql guard) {
    return commit.write(new Write(route, guard));
  }
}
