package dev.rivyaroutes.ledger.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets what the connections of the pool need, whatever the configured address says. */
@Configuration(proxyBeanMethods = false)
public class ConnectionConfiguration {

  @Bean
  static BeanPostProcessor connectionSettings(ObjectProvider<LedgerProperties> properties) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
          ConnectionTimeouts.apply(pool, properties.getObject().answerWithin());
          writeAtCommit(pool);
          writeInTurn(pool);
        }
        return bean;
      }
    };
  }

  /**
   * By default H2 writes up to half a second after the commit, closes itself on a signal before the
   * routes have stopped, and caches eight statements a connection; the ledger has more.
   */
  public static void writeAtCommit(HikariDataSource pool) {
    if (new DatabaseUrl(pool.getJdbcUrl()).isH2()) {
      pool.setConnectionInitSql("SET WRITE_DELAY 0");
      setUnlessSet(pool, "DB_CLOSE_ON_EXIT", "FALSE");
      setUnlessSet(pool, "QUERY_CACHE_SIZE", "64");
    }
  }

  /** A crash may tear transactions of H2 that write side by side. */
  static void writeInTurn(HikariDataSource pool) {
    if (new DatabaseUrl(pool.getJdbcUrl()).isH2()) {
      pool.setDataSource(
          new OneWriterDataSource(
              ConnectionTimeouts.withoutPool(pool),
              Duration.ofMillis(pool.getConnectionTimeout())));
    }
  }

  private static void setUnlessSet(HikariDataSource pool, String setting, String value) {
    if (!pool.getJdbcUrl().toUpperCase(Locale.ROOT).contains(setting)) {
      pool.setJdbcUrl(pool.getJdbcUrl() + ";" + setting + "=" + value);
    }
  }

  /**
   * Migrations of a large table take longer than the statement time-out of other callers, and they
   * write while another connection has locked their history.
   */
  @Bean
  FlywayConfigurationCustomizer migrationTimeouts() {
    return flyway -> {
      HikariDataSource pool =
          DataSourceUnwrapper.unwrap(flyway.getDataSource(), HikariDataSource.class);
      if (pool != null) {
        flyway.dataSource(ConnectionTimeouts.forMigrations(pool));
      }
    };
  }
}
