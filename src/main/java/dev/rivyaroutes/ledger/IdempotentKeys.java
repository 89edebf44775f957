package dev.rivyaroutes.ledger;

import java.time.Clock;
import java.util.List;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The ledger as Camel's {@link IdempotentRepository}: keys of any length; claimed (in flight) and
 * confirmed (done) are told apart. A claim that is neither confirmed nor removed ends with its
 * lease, so that a crash locks no message out. One name holds one set of keys.
 */
final class IdempotentKeys extends ServiceSupport implements IdempotentRepository {

  private final String name;
  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Lease lease;
  private final Clock clock;

  IdempotentKeys(String name, GroupCommit commit, JdbcTemplate jdbc, Lease lease, Clock clock) {
    this.name = name;
    this.commit = commit;
    this.jdbc = jdbc;
    this.lease = lease;
    this.clock = clock;
  }

  /** Claims a key: true when it is new, or when its last claim ended without being confirmed. */
  @Override
  public boolean add(String key) {
    var now = clock.instant();
    var end = lease.endFrom(now);
    String hash = SourceKey.of(key);
    Sql takeOver =
        Sql.of(
            "update idempotent_key set owner = ?, due_at = ? where repository = ? and key_hash = ?"
                + " and state = 'claimed' and due_at <= ?",
            lease.owner(),
            end,
            name,
            hash,
            now);
    Sql insert =
        Sql.of(
            "insert into idempotent_key (repository, key_hash, key_text, state, owner, due_at, created_at)"
                + " select ?, cast(? as char(64)), ?, 'claimed', ?, ?, ?"
                + " where not exists (select 1 from idempotent_key where repository = ? and key_hash = ?)",
            name,
            hash,
            key,
            lease.owner(),
            end,
            now,
            name,
            hash);
    return write(insert) || write(takeOver);
  }

  /** Whether the key is claimed or confirmed. */
  @Override
  public boolean contains(String key) {
    Integer found =
        jdbc.queryForObject(
            "select count(*) from idempotent_key where repository = ? and key_hash = ?",
            Integer.class,
            name,
            SourceKey.of(key));
    return found != null && found > 0;
  }

  /** Gives a key up, after a failure: it may be claimed again. */
  @Override
  public boolean remove(String key) {
    return write(
        Sql.of(
            "delete from idempotent_key where repository = ? and key_hash = ?",
            name,
            SourceKey.of(key)));
  }

  /** Confirms a claimed key for good. */
  @Override
  public boolean confirm(String key) {
    return write(
        Sql.of(
            "update idempotent_key set state = 'confirmed', owner = null"
                + " where repository = ? and key_hash = ?",
            name,
            SourceKey.of(key)));
  }

  @Override
  public void clear() {
    jdbc.update("delete from idempotent_key where repository = ?", name);
  }

  private boolean write(Sql guard) {
    return commit.write(new Write(name, guard, List.of(), List.of()));
  }
}
