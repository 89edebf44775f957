package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.SourceKey;
import dev.rivyaroutes.ledger.lease.Leases;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The ledger as Camel's {@link IdempotentRepository}: keys of any length; claimed (in flight) and
 * confirmed (done) are told apart. A claim is renewed while its work goes on in this process, and
 * ends with its lease when the process dies, so that a crash locks no message out. Only who holds a
 * claim confirms or removes it; a confirmed key stays until {@code rivya.ledger.keep} is over. One
 * name holds one set of keys.
 */
public final class IdempotentKeys extends ServiceSupport implements IdempotentRepository {

  private static final String MINE =
      " where repository = ? and key_hash = ? and state = 'claimed' and owner = ?";

  private final String name;
  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Leases lease;
  private final Clock clock;

  public IdempotentKeys(
      String name, GroupCommit commit, JdbcTemplate jdbc, Leases lease, Clock clock) {
    this.name = name;
    this.commit = commit;
    this.jdbc = jdbc;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * Claims a key: true when it is new, or when its last claim ended without being confirmed; false
   * when it is confirmed. While work under a key goes on here, the key is not claimed here again,
   * even if its lease has ended.
   *
   * @throws KeyInFlight when the key is claimed: were the message passed over as known, and that
   *     work failed, it would be lost
   */
  @Override
  public boolean add(String key) {
    Leases.Key held = held(key);
    boolean claimed = false;
    if (lease.add(held)) {
      try {
        claimed = claim(held, key);
      } finally {
        if (!claimed) {
          lease.stopRenewing(held);
        }
      }
    }
    if (!claimed && !isConfirmed(held)) {
      throw new KeyInFlight(key);
    }
    return claimed;
  }

  private boolean isConfirmed(Leases.Key held) {
    return count(held, " and state = 'confirmed'") > 0;
  }

  private int count(Leases.Key held, String condition) {
    return jdbc.queryForObject(
        "select count(*) from idempotent_key where repository = ? and key_hash = ?" + condition,
        Integer.class,
        name,
        held.hash());
  }

  private boolean claim(Leases.Key held, String key) {
    Instant now = clock.instant();
    Instant end = lease.endFrom(now);
    Sql takeOver =
        Sql.of(
            "update idempotent_key set owner = ?, due_at = ? where repository = ? and key_hash = ?"
                + " and state = 'claimed' and due_at <= ?",
            lease.owner(),
            end,
            name,
            held.hash(),
            now);
    Sql insert =
        Sql.of(
            "insert into idempotent_key (repository, key_hash, key_text, state, owner, due_at,"
                + " created_at) select ?, cast(? as char(64)), ?, 'claimed', ?, ?, ? where not"
                + " exists (select 1 from idempotent_key where repository = ? and key_hash = ?)",
            name,
            held.hash(),
            key,
            lease.owner(),
            end,
            now,
            name,
            held.hash());
    return write(held, insert) || write(held, takeOver);
  }

  /** Whether the key is claimed or confirmed. */
  @Override
  public boolean contains(String key) {
    return count(held(key), "") > 0;
  }

  /** Gives up a key that this process has claimed, after a failure: it may be claimed again. */
  @Override
  public boolean remove(String key) {
    Leases.Key held = held(key);
    return end(held, Sql.of("delete from idempotent_key" + MINE, name, held.hash(), lease.owner()));
  }

  /** Confirms a key that this process has claimed; false when another has taken it over since. */
  @Override
  public boolean confirm(String key) {
    Leases.Key held = held(key);
    return end(
        held,
        Sql.of(
            "update idempotent_key set state = 'confirmed', owner = null, due_at = ?" + MINE,
            clock.instant(),
            name,
            held.hash(),
            lease.owner()));
  }

  @Override
  public void clear() {
    jdbc.update("delete from idempotent_key where repository = ?", name);
  }

  private Leases.Key held(String key) {
    return new Leases.Key(name, SourceKey.of(key));
  }

  private boolean end(Leases.Key held, Sql guard) {
    try {
      return write(held, guard);
    } finally {
      lease.stopRenewing(held);
    }
  }

  private boolean write(Leases.Key held, Sql guard) {
    return commit.write(new Write(held.hash(), guard, List.of(), List.of()));
  }
}
