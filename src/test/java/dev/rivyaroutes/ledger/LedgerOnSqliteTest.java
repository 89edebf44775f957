package dev.rivyaroutes.ledger;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The ledger in a file, as it is without any configuration. */
class LedgerOnSqliteTest extends LedgerContract implements PastBriefsContract {
  private static TestLedger pool;

  @BeforeAll
  static void open() {
    pool = TestLedger.migrated();
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @Override
  public String address() {
    return "jdbc:sqlite:" + pool.file();
  }

  @Override
  DataSource database() {
    return pool;
  }
}
