package dev.rivyaroutes.ledger.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.jdbc.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health of the database and of the program's loops. */
@Configuration(proxyBeanMethods = false)
class LedgerHealthConfiguration {

  @Bean
  WatchDatabase watchDatabase(DataSource dataSource, LedgerProperties properties)
      throws SQLException {
    HikariDataSource pool =
        dataSource.isWrapperFor(HikariDataSource.class)
            ? dataSource.unwrap(HikariDataSource.class)
            : null;
    boolean remote = pool != null && ConnectionTimeouts.isPostgres(pool.getJdbcUrl());
    return new WatchDatabase(
        remote ? () -> ConnectionTimeouts.connect(pool, WatchDatabase.CONNECT_MILLIS) : null,
        dataSource,
        properties.answerWithin());
  }

  @Bean(destroyMethod = "close")
  SuppressOutageLogs suppressOutageLogs(WatchDatabase database) {
    return SuppressOutageLogs.of(database);
  }

  /** Replaces Spring's own, which waits for a connection of the pool as long as a caller. */
  @Bean
  HealthIndicator dbHealthContributor(WatchDatabase database, DataSource dataSource) {
    HealthIndicator embedded = new DataSourceHealthIndicator(dataSource);
    return () -> {
      if (!database.isRemote()) {
        return embedded.health();
      }
      return (database.isUnavailable() ? Health.down() : Health.up()).build();
    };
  }

  /** Liveness: a process with a stalled loop must be restarted. */
  @Bean
  HealthIndicator loopsHealthContributor(Heartbeats heartbeats) {
    return () -> {
      List<String> stalled = heartbeats.stalled();
      return stalled.isEmpty()
          ? Health.up().build()
          : Health.down().withDetail("silent", stalled).build();
    };
  }
}
