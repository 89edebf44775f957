package dev.rivyaroutes.ledger.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * Connections to a SQLite file whose commits are on the disk when they return, with one writer at a
 * time. Queries do not wait for it: they see the last commit before their beginning.
 */
public final class SqliteDataSource extends AbstractDataSource {

  private final String url;
  private final OneWriter writer;
  private final LimitLog log;
  private final SQLiteConfig config = new SQLiteConfig();

  /**
   * @param longestWait after which a write fails that waits for another transaction
   */
  public SqliteDataSource(Path file, Duration longestWait) {
    this.url = "jdbc:sqlite:" + file.toAbsolutePath();
    this.writer = new OneWriter(longestWait);
    this.log = new LimitLog(file, longestWait);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout((int) longestWait.toMillis());
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false);
    config.setPragma(Pragma.TEMP_STORE, "MEMORY");
  }

  @Override
  public Connection getConnection() throws SQLException {
    return SqliteConnection.of(this::open, writer, log);
  }

  private Connection open() throws SQLException {
    try {
      Connection connection = config.createConnection(url);
      Function.create(connection, "lower", new LowerCase());
      return connection;
    } catch (SQLException e) {
      throw (SQLException) SqliteFailure.of(e);
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  /** SQLite's own changes only the letters of English. */
  private static final class LowerCase extends Function {
    @Override
    protected void xFunc() throws SQLException {
      String text = value_text(0);
      if (text == null) {
        result();
      } else {
        result(text.toLowerCase(Locale.ROOT));
      }
    }
  }
}
