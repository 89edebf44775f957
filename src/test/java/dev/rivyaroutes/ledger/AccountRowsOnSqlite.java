package dev.rivyaroutes.ledger;

import dev.rivyaroutes.ledger.credits.AccountRows;
import java.time.Clock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of the accounts in a database of their own, for tests of other modules. */
public final class AccountRowsOnSqlite implements AutoCloseable {

  private final TestLedger ledger = TestLedger.migrated();
  public final AccountRows rows;

  public AccountRowsOnSqlite(Clock clock) {
    rows =
        new AccountRows(
            new JdbcTemplate(ledger),
            new TransactionTemplate(new JdbcTransactionManager(ledger)),
            clock);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
