package dev.rivyaroutes.ledger;

import dev.rivyaroutes.ledger.accept.IdempotentKeys;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.credits.Budgets;
import dev.rivyaroutes.ledger.credits.EstimateCredits;
import dev.rivyaroutes.ledger.credits.ReserveCredits;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.ledger.database.DatabaseClock;
import dev.rivyaroutes.ledger.database.Heartbeats;
import dev.rivyaroutes.ledger.database.LedgerProperties;
import dev.rivyaroutes.ledger.database.WatchDatabase;
import dev.rivyaroutes.ledger.lease.Leases;
import dev.rivyaroutes.ledger.lease.RenewLeases;
import dev.rivyaroutes.ledger.lease.ScheduleLeaseRenewal;
import dev.rivyaroutes.ledger.meters.LedgerMeters;
import dev.rivyaroutes.ledger.sqlite.LedgerFile;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Creates the beans that depend on the database's address or on the configuration. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class LedgerConfiguration {

  /** The embedded database has the clock of this process. */
  @Bean
  @DependsOnDatabaseInitialization
  Clock clock(
      DataSource dataSource,
      Optional<LedgerFile> embedded,
      DatabaseAvailability database,
      Heartbeats heartbeats) {
    return embedded.isPresent()
        ? Clock.systemUTC()
        : new DatabaseClock(dataSource, Clock.systemUTC(), database, heartbeats);
  }

  @Bean
  LedgerMeters ledgerMeters(ObjectProvider<MeterRegistry> registry) {
    return new LedgerMeters(registry.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  Leases leases(LedgerProperties properties) {
    return new Leases("rivya-" + UUID.randomUUID(), properties.lease(), properties.maxClaims());
  }

  @Bean(destroyMethod = "close")
  @DependsOnDatabaseInitialization
  GroupCommit groupCommit(
      DataSource dataSource,
      WorkSignal signal,
      LedgerProperties properties,
      Heartbeats heartbeats,
      LedgerMeters meters) {
    return new GroupCommit(dataSource, signal, properties.answerWithin(), heartbeats, meters);
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

  /** For the Idempotent Consumer of any route: {@code idempotentRepository: ledgerKeys}. */
  @Bean
  IdempotentRepository ledgerKeys(
      GroupCommit commit, JdbcTemplate jdbc, Leases leases, Clock clock) {
    return new IdempotentKeys("routes", commit, jdbc, leases, clock);
  }

  @Bean
  ScheduleLeaseRenewal scheduleLeaseRenewal(
      RenewLeases leases,
      LedgerProperties properties,
      Optional<LedgerFile> embedded,
      WatchDatabase database,
      Heartbeats heartbeats) {
    return new ScheduleLeaseRenewal(
        leases, properties.lease(), embedded.isPresent(), database, heartbeats);
  }
}
