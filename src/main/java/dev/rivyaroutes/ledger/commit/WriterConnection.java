package dev.rivyaroutes.ledger.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The connection that the writer thread uses, and since when. The drivers have a time-out for reads
 * but none for sends, so a frozen server could block the writer for ever.
 */
final class WriterConnection extends DelegatingDataSource {

  private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);

  private volatile Connection connection;
  private volatile long since;

  WriterConnection(DataSource database) {
    super(database);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection taken = super.getConnection();
    since = System.nanoTime();
    connection = taken;
    return taken;
  }

  void returned() {
    connection = null;
  }

  /** Aborts a transaction that takes longer than this. */
  void abortAfter(Duration limit) {
    Connection taken = connection;
    if (taken != null && System.nanoTime() - since > limit.toNanos()) {
      try {
        taken.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("Could not abort the connection of the ledger writer", e);
      }
    }
  }
}
