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

/** Whether the database answers, and whether the program's loops go on. */
@Configuration(proxyBeanMethods = false)
class LedgerHealthConfiguration {

  @Bean
  Heartbeats heartbeats() {
    return new Heartbeats();
  }

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
  SuppressOutageLogs suppressOutageLogs(WatchDatabase ledger) {
    return SuppressOutageLogs.of(ledger);
  }

  /** In the place of Spring's own, which waits for the pool as long as a caller would. */
  @Bean
  HealthIndicator dbHealthContributor(WatchDatabase ledger, DataSource dataSource) {
    HealthIndicator embedded = new DataSourceHealthIndicator(dataSource);
    return () -> {
      if (!ledger.isRemote()) {
        return embedded.health();
      }
      return (ledger.isUnavailable() ? Health.down() : Health.up()).build();
    };
  }

  /** Liveness: a process whose loops have ended is to be started anew. */
  @Bean
  HealthIndicator loopsHealthContributor(Heartbeats hearts) {
    return () -> {
      List<String> silent = hearts.stalled();
      return silent.isEmpty()
          ? Health.up().build()
          : Health.down().withDetail("silent", silent).build();
    };
  }
}
