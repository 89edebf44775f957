package dev.rivyaroutes.ledger.database;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long connections to the database may wait. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

  /** Every wait for the database ends, above all where its host is gone without a word. */
  @Bean
  static BeanPostProcessor boundConnections(ObjectProvider<LedgerProperties> properties) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
          ConnectionTimeouts.bound(pool, properties.getObject().answerWithin());
        }
        return bean;
      }
    };
  }

  /** A migration of a large table takes longer than any caller waits. */
  @Bean
  FlywayConfigurationCustomizer unboundMigrations() {
    return flyway -> {
      if (flyway.getDataSource() instanceof HikariDataSource pool
          && ConnectionTimeouts.isPostgres(pool.getJdbcUrl())) {
        flyway.dataSource(ConnectionTimeouts.forMigrations(pool));
      }
    };
  }
}
