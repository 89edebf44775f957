package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.SourceKey;
import dev.rivyaroutes.ledger.lease.Leases;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The ledger as Camel's {@link IdempotentRepository}, for keys of any length. A claimed key (in
 * progress) differs from a confirmed one (done). The lease of a claim is renewed while its work
 * continues in this process and ends if the process crashes, so that a crash blocks no message.
 * Only the claiming process confirms or removes a key; confirmed keys are kept for {@code
 * rivya.ledger.keep}. Each name has its own set of keys.
 */
public final class IdempotentKeys extends ServiceSupport implements IdempotentRepository {

  private static final String MINE =
      " where repository = ? and key_hash = ? and state = 'claimed' and owner = ?";

  private final String name;
  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Leases leases;
  private final Clock clock;

  public IdempotentKeys(
      String name, GroupCommit commit, JdbcTemplate jdbc, Leases leases, Clock clock) {
    this.name = name;
    this.commit = commit;
    this.jdbc = jdbc;
    this.leases = leases;
    this.clock = clock;
  }

  /**
   * Claims a key. Returns true if it is new or its last claim ended unconfirmed, and false if it is
   * confirmed. A key that this process is working on is not claimed again, even if its lease has
   * ended.
   *
   * @throws KeyInFlight if the key is claimed: a message that was skipped as a duplicate would be
   *     lost if the work in progress failed
   */
  @Override
  public boolean add(String key) {
    Leases.Key hashed = hash(key);
    boolean claimed = false;
    if (leases.add(hashed)) {
      try {
        claimed = claim(hashed, key);
      } finally {
        if (!claimed) {
          leases.stopRenewing(hashed);
        }
      }
    }
    if (!claimed && !isConfirmed(hashed)) {
      throw new KeyInFlight(key);
    }
    return claimed;
  }

  private boolean isConfirmed(Leases.Key hashed) {
    return count(hashed, " and state = 'confirmed'") > 0;
  }

  private int count(Leases.Key hashed, String condition) {
    return jdbc.queryForObject(
        "select count(*) from idempotent_key where repository = ? and key_hash = ?" + condition,
        Integer.class,
        name,
        hashed.hash());
  }

  private boolean claim(Leases.Key hashed, String key) {
    Instant now = clock.instant();
    Instant end = leases.endFrom(now);
    Sql takeOver =
        Sql.of(
            "update idempotent_key set owner = ?, due_at = ? where repository = ? and key_hash = ?"
                + " and state = 'claimed' and due_at <= ?",
            leases.owner(),
            end,
            name,
            hashed.hash(),
            now);
    Sql insert =
        Sql.of(
            "insert into idempotent_key (repository, key_hash, key_text, state, owner, due_at,"
                + " created_at) select ?, ?, ?, 'claimed', ?, ?, ? where not"
                + " exists (select 1 from idempotent_key where repository = ? and key_hash = ?)",
            name,
            hashed.hash(),
            key,
            leases.owner(),
            end,
            now,
            name,
            hashed.hash());
    return write(hashed, insert) || write(hashed, takeOver);
  }

  @Override
  public boolean contains(String key) {
    return count(hash(key), "") > 0;
  }

  /** Removes a key that this process has claimed, after a failure, so that it can be claimed. */
  @Override
  public boolean remove(String key) {
    Leases.Key hashed = hash(key);
    return end(
        hashed, Sql.of("delete from idempotent_key" + MINE, name, hashed.hash(), leases.owner()));
  }

  /** Confirms a key that this process has claimed; false if another process has taken it over. */
  @Override
  public boolean confirm(String key) {
    Leases.Key hashed = hash(key);
    return end(
        hashed,
        Sql.of(
            "update idempotent_key set state = 'confirmed', owner = null, due_at = ?" + MINE,
            clock.instant(),
            name,
            hashed.hash(),
            leases.owner()));
  }

  @Override
  public void clear() {
    jdbc.update("delete from idempotent_key where repository = ?", name);
  }

  private Leases.Key hash(String key) {
    return new Leases.Key(name, SourceKey.of(key));
  }

  private boolean end(Leases.Key hashed, Sql guard) {
    try {
      return write(hashed, guard);
    } finally {
      leases.stopRenewing(hashed);
    }
  }

  private boolean write(Leases.Key hashed, Sql guard) {
    return commit.write(new Write(hashed.hash(), guard));
  }
}
