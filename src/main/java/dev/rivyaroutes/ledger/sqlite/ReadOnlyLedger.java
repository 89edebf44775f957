package dev.rivyaroutes.ledger.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A ledger that is opened for reading alone, also while the program runs, by one connection: the
 * database itself refuses to write.
 */
public final class ReadOnlyLedger implements AutoCloseable {
  private final Connection connection;

  private ReadOnlyLedger(Connection connection) {
    this.connection = connection;
  }

  /** The ledger that the configuration names, with its login. */
  public static ReadOnlyLedger open(Environment environment) throws SQLException {
    return open(
        environment.getProperty("spring.datasource.url", ""),
        environment.getProperty("spring.datasource.username", ""),
        environment.getProperty("spring.datasource.password", ""));
  }

  /**
   * @param url the configured address of the ledger
   * @param user empty if the database needs none
   * @throws IllegalStateException with the remedy, if there is no such ledger
   */
  public static ReadOnlyLedger open(String url, String user, String password) throws SQLException {
    Optional<Path> file = LedgerFile.path(url).map(path -> path.toAbsolutePath().normalize());
    if (file.isPresent()) {
      return new ReadOnlyLedger(sqlite(file.get()));
    }
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
      properties.setProperty("password", password);
    }
    properties.setProperty("options", "-c default_transaction_read_only=on");
    return new ReadOnlyLedger(DriverManager.getConnection(url, properties));
  }

  /** Without a log beside it nobody writes the file now, and no file is created beside it. */
  private static Connection sqlite(Path file) throws SQLException {
    if (Files.notExists(file)) {
      throw new IllegalStateException(
          "There is no ledger %s. Run the command in the program's folder.".formatted(file));
    }
    NativeLibrary.load();
    String mode = Files.exists(LedgerFile.log(file)) ? "mode=ro" : "immutable=1";
    return DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?" + mode);
  }

  public JdbcTemplate jdbc() {
    return new JdbcTemplate(new SingleConnectionDataSource(connection, true));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
