package dev.rivyaroutes.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.rivyaroutes.ledger.credits.AccountRows;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of the accounts in a database of their own, for tests of other modules. */
public final class AccountRowsOnH2 implements AutoCloseable {

  private final HikariDataSource pool = new HikariDataSource();
  public final AccountRows rows;

  public AccountRowsOnH2(Clock clock) {
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    LedgerContract.migrated(pool);
    rows =
        new AccountRows(
            new JdbcTemplate(pool),
            new TransactionTemplate(new JdbcTransactionManager(pool)),
            clock);
  }

  @Override
  public void close() {
    pool.close();
  }
}
