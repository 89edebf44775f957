package dev.rivyaroutes.ledger.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.rivyaroutes.ledger.sqlite.LedgerFile;
import dev.rivyaroutes.ledger.sqlite.SqliteDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.flywaydb.core.api.Location;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets what the connections of the pool need, whatever the configured address says. */
@Configuration(proxyBeanMethods = false)
public class ConnectionConfiguration {

  /** The embedded ledger's file, locked until the pool is closed; absent with PostgreSQL. */
  @Bean
  LedgerFile ledgerFile(DataSourceProperties database) {
    return LedgerFile.path(database.getUrl()).map(LedgerFile::new).orElse(null);
  }

  @Bean
  static BeanPostProcessor connectionSettings(
      ObjectProvider<LedgerProperties> properties, ObjectProvider<LedgerFile> ledgerFile) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
          ConnectionTimeouts.apply(pool, properties.getObject().answerWithin());
          embed(pool);
          // Created before the pool is, so that it is closed after the pool.
          ledgerFile.getIfAvailable();
        }
        return bean;
      }
    };
  }

  /** Gives a pool with the address of a SQLite file its connections. */
  public static void embed(HikariDataSource pool) {
    Path file = LedgerFile.path(pool.getJdbcUrl()).orElse(null);
    if (file != null) {
      pool.setDataSource(
          new SqliteDataSource(file, Duration.ofMillis(pool.getConnectionTimeout())));
    }
  }

  /**
   * Migrations of a large table take longer than the statement time-out of other callers. Spring's
   * own way to choose them by the database would connect before {@link AwaitDatabase} has waited.
   */
  @Bean
  FlywayConfigurationCustomizer migrations() {
    return flyway -> {
      HikariDataSource pool =
          DataSourceUnwrapper.unwrap(flyway.getDataSource(), HikariDataSource.class);
      if (pool != null) {
        flyway.dataSource(ConnectionTimeouts.forMigrations(pool));
        boolean postgres = ConnectionTimeouts.isPostgres(pool.getJdbcUrl());
        String own = "classpath:db/" + (postgres ? "postgresql" : "sqlite");
        flyway.locations(
            Stream.of(flyway.getLocations())
                .map(Location::getDescriptor)
                .map(location -> location.equals("classpath:db/migration") ? own : location)
                .toArray(String[]::new));
      }
    };
  }
}
