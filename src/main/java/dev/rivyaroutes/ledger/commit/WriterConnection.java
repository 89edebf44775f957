package dev.rivyaroutes.ledger.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The connection that the writer has, and since when. A driver reads with a time-out; what a frozen
 * server does not take is sent without one.
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

  /** The writer has given it back. */
  void returned() {
    connection = null;
  }

  /** Breaks a transaction off that takes longer than this. */
  void abortAfter(Duration longest) {
    Connection taken = connection;
    if (taken != null && System.nanoTime() - since > longest.toNanos()) {
      try {
        taken.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("The writer's connection could not be aborted", e);
      }
    }
  }
}
