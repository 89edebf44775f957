package dev.rivyaroutes.ledger;

import java.time.Clock;
import org.apache.camel.spi.IdempotentRepository;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes idempotent repositories in the ledger, one for each name. */
public final class IdempotentKeyRepositories {

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Lease lease;
  private final Clock clock;

  IdempotentKeyRepositories(GroupCommit commit, JdbcTemplate jdbc, Lease lease, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.lease = lease;
    this.clock = clock;
  }

  /** The repository of that name; every call gives the same set of keys. */
  public IdempotentRepository named(String name) {
    return new IdempotentKeys(name, commit, jdbc, lease, clock);
  }
}
