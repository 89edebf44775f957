package dev.rivyaroutes.connection.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** A configured database and its pool. */
public final class DatabaseConnection {
  private final String name;
  private final DatabaseConnectionProperties settings;
  private final HikariDataSource pool;

  private DatabaseConnection(
      String name, DatabaseConnectionProperties settings, HikariDataSource pool) {
    this.name = name;
    this.settings = settings;
    this.pool = pool;
  }

  static DatabaseConnection of(String name, DatabaseConnectionProperties settings) {
    try {
      DriverManager.getDriver(settings.url());
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "No driver knows the address rivya.database.%s.url (%s). The driver of PostgreSQL is included; put the jar of another one into lib/, or correct the address."
              .formatted(name, settings.url().replaceFirst("^(jdbc:[^:]*).*", "$1")));
    }
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("database-" + name);
    pool.setJdbcUrl(settings.url());
    if (!settings.username().isBlank()) {
      pool.setUsername(settings.username().strip());
      pool.setPassword(settings.password());
    }
    pool.setMaximumPoolSize(settings.poolSize());
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(settings.connectTimeout().toMillis());
    pool.setValidationTimeout(Math.max(250, settings.connectTimeout().toMillis() / 2));
    pool.setInitializationFailTimeout(-1);
    if (settings.isPostgres()) {
      // A server that disappears without a word fails a call instead of blocking it for ever.
      pool.addDataSourceProperty("connectTimeout", seconds(settings.connectTimeout()));
      pool.addDataSourceProperty("socketTimeout", seconds(settings.timeout().multipliedBy(2)));
      pool.addDataSourceProperty("tcpKeepAlive", "true");
    }
    return new DatabaseConnection(name, settings, pool);
  }

  private static String seconds(Duration time) {
    return Long.toString(Math.max(1, time.toSeconds()));
  }

  public String name() {
    return name;
  }

  public boolean isPostgres() {
    return settings.isPostgres();
  }

  /** A connection of the pool; to close it returns it. */
  public Connection open() throws SQLException {
    return pool.getConnection();
  }

  /** What is done with a connection. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(Connection connection) throws SQLException, IOException;
  }

  /** Reads in a transaction that is rolled back; read-only, where the database can do that. */
  public <T> T readOnly(Reading<T> reading) throws SQLException, IOException {
    try (Connection connection = open()) {
      try {
        connection.setReadOnly(true);
      } catch (SQLException e) {
        // SQLite decides that when it opens its file; the rollback is enough.
        connection.clearWarnings();
      }
      connection.setAutoCommit(false);
      try {
        return reading.read(connection);
      } finally {
        connection.rollback();
      }
    }
  }

  /** A statement that ends in time. */
  public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      statement.setQueryTimeout((int) Math.max(1, settings.timeout().toSeconds()));
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
    return statement;
  }

  /** Why a call failed, with the remedy. */
  public DatabaseFailure explain(Throwable failure) {
    return DatabaseFailure.of("rivya.database." + name, failure);
  }

  void close() {
    pool.close();
  }

  @Override
  public String toString() {
    return "database " + name;
  }
}
