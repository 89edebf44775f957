package dev.rivyaroutes.ledger.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Sets time-outs for all calls of PostgreSQL, so that an unreachable or frozen host fails a call
 * instead of blocking it for ever. Settings of the address, the role or the pool take precedence.
 */
public final class ConnectionTimeouts {

  /** Migrations of large tables take long; they run before the program serves requests. */
  private static final Duration LONGEST_MIGRATION = Duration.ofHours(1);

  /** Sets what neither server, database, role nor address has set. */
  private static final String SET =
      "select set_config(bound.name, bound.value, false) from (values ('statement_timeout', '%d'),"
          + " ('lock_timeout', '%d'), ('idle_in_transaction_session_timeout', '%d'))"
          + " as bound (name, value) join pg_settings s on s.name = bound.name where s.setting = '0'";

  private ConnectionTimeouts() {}

  static boolean isPostgres(String url) {
    return url != null && url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:");
  }

  /** Derives the time-outs of the pool's connections from the longest wait of a caller. */
  public static void apply(HikariDataSource pool, Duration callerTimeout) {
    long millis = callerTimeout.toMillis();
    if (pool.getConnectionTimeout() == new HikariConfig().getConnectionTimeout()) {
      pool.setConnectionTimeout(Math.max(500, millis / 2));
    }
    pool.setValidationTimeout(
        Math.min(pool.getValidationTimeout(), Math.max(250, pool.getConnectionTimeout() / 2)));
    if (!isPostgres(pool.getJdbcUrl())) {
      return;
    }
    Properties driver = pool.getDataSourceProperties();
    driver.putIfAbsent("socketTimeout", seconds(millis));
    driver.putIfAbsent("connectTimeout", seconds(millis / 2));
    driver.putIfAbsent("loginTimeout", seconds(millis / 2));
    driver.putIfAbsent("tcpKeepAlive", "true");
    String bounds = SET.formatted(millis * 4 / 5, millis / 2, millis * 2);
    String own = pool.getConnectionInitSql();
    pool.setConnectionInitSql(own == null ? bounds : own + "; " + bounds);
  }

  /** The same database for Flyway, with a longer time-out. */
  static DataSource forMigrations(HikariDataSource pool) {
    if (!isPostgres(pool.getJdbcUrl())) {
      return pool;
    }
    Properties driver = driver(pool);
    driver.setProperty("socketTimeout", seconds(LONGEST_MIGRATION.toMillis()));
    return new DriverManagerDataSource(pool.getJdbcUrl(), driver);
  }

  /** A connection that does not come from the pool. */
  static Connection connect(HikariDataSource pool) throws SQLException {
    return DriverManager.getConnection(pool.getJdbcUrl(), driver(pool));
  }

  /** The same, with time-outs for connecting and reading. */
  static Connection connect(HikariDataSource pool, int millis) throws SQLException {
    Properties driver = driver(pool);
    for (String bound : new String[] {"socketTimeout", "connectTimeout", "loginTimeout"}) {
      driver.setProperty(bound, seconds(millis));
    }
    return DriverManager.getConnection(pool.getJdbcUrl(), driver);
  }

  private static Properties driver(HikariDataSource pool) {
    Properties driver = new Properties();
    pool.getDataSourceProperties().forEach((key, value) -> driver.put(key, String.valueOf(value)));
    if (pool.getUsername() != null && !pool.getUsername().isEmpty()) {
      driver.setProperty("user", pool.getUsername());
    }
    if (pool.getPassword() != null && !pool.getPassword().isEmpty()) {
      driver.setProperty("password", pool.getPassword());
    }
    return driver;
  }

  private static String seconds(long millis) {
    return Long.toString(Math.max(1, (millis + 999) / 1000));
  }
}
