package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.WorkSignal;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts together what the ledger knows of credits. */
@Configuration(proxyBeanMethods = false)
class CreditConfiguration {

  @Bean
  @DependsOnDatabaseInitialization
  Budgets budgets(JdbcTemplate jdbc) {
    return new Budgets(jdbc);
  }

  @Bean
  Balances balances(JdbcTemplate jdbc, Clock clock) {
    return new Balances(jdbc, clock);
  }

  @Bean
  CreditAlerts creditAlerts(JdbcTemplate jdbc) {
    return new CreditAlerts(jdbc);
  }

  @Bean
  ReserveCredits reserveCredits(
      JdbcTemplate jdbc, Budgets budgets, ObjectProvider<EstimateCredits> estimates) {
    return new ReserveCredits(
        jdbc,
        budgets,
        (account, model) -> {
          EstimateCredits estimate = estimates.getIfAvailable();
          return estimate == null ? null : estimate.of(account, model);
        });
  }

  @Bean
  ReleaseParked releaseParked(JdbcTemplate jdbc, Budgets budgets, WorkSignal signal, Clock clock) {
    return new ReleaseParked(jdbc, budgets, signal, clock);
  }
}
