package dev.rivyaroutes.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.AcceptJobsOnce;
import dev.rivyaroutes.ledger.accept.IdempotentKeys;
import dev.rivyaroutes.ledger.chat.Conversations;
import dev.rivyaroutes.ledger.claim.ClaimDeliveries;
import dev.rivyaroutes.ledger.claim.ClaimJobs;
import dev.rivyaroutes.ledger.claim.ParkJobsOfRemovedFlows;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.credits.ReserveCredits;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.ledger.database.DatabaseClock;
import dev.rivyaroutes.ledger.database.DatabaseUrl;
import dev.rivyaroutes.ledger.database.Heartbeats;
import dev.rivyaroutes.ledger.database.LedgerProperties;
import dev.rivyaroutes.ledger.database.WatchDatabase;
import dev.rivyaroutes.ledger.events.Events;
import dev.rivyaroutes.ledger.events.RotateSecrets;
import dev.rivyaroutes.ledger.events.WebhookEndpoints;
import dev.rivyaroutes.ledger.lease.Leases;
import dev.rivyaroutes.ledger.lease.RenewLeases;
import dev.rivyaroutes.ledger.lease.ScheduleLeaseRenewal;
import dev.rivyaroutes.ledger.orders.CarryOutOrders;
import dev.rivyaroutes.ledger.orders.OrderJobs;
import dev.rivyaroutes.ledger.outbox.Outbox;
import dev.rivyaroutes.ledger.outbox.RecordDelivery;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.ledger.progress.RecordTurn;
import dev.rivyaroutes.ledger.upkeep.DeleteExpired;
import dev.rivyaroutes.ledger.upkeep.FindNeededMedia;
import dev.rivyaroutes.ledger.uploads.Uploads;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the ledger together. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class LedgerConfiguration {

  /**
   * H2 writes up to half a second after the commit unless told otherwise on each connection, and
   * closes itself at the first sign of an end, before the routes have stopped. It remembers eight
   * statements a connection, and the ledger has more.
   */
  @Bean
  static BeanPostProcessor writeAtCommit() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && isH2(pool)) {
          pool.setConnectionInitSql("SET WRITE_DELAY 0");
          setUnlessSet(pool, "DB_CLOSE_ON_EXIT", "FALSE");
          setUnlessSet(pool, "QUERY_CACHE_SIZE", "64");
        }
        return bean;
      }
    };
  }

  private static void setUnlessSet(HikariDataSource pool, String setting, String value) {
    if (!pool.getJdbcUrl().toUpperCase(Locale.ROOT).contains(setting)) {
      pool.setJdbcUrl(pool.getJdbcUrl() + ";" + setting + "=" + value);
    }
  }

  private static boolean isH2(DataSource dataSource) {
    return dataSource instanceof HikariDataSource pool && new DatabaseUrl(pool.getJdbcUrl()).isH2();
  }

  private static boolean isOfThisProcessOnly(DataSource dataSource) {
    return dataSource instanceof HikariDataSource pool
        && new DatabaseUrl(pool.getJdbcUrl()).isOfThisProcessOnly();
  }

  @Bean
  @DependsOnDatabaseInitialization
  Clock clock(DataSource dataSource, DatabaseAvailability ledger, Heartbeats hearts) {
    return new DatabaseClock(dataSource, Clock.systemUTC(), ledger, hearts);
  }

  @Bean
  Leases leases(LedgerProperties properties) {
    return new Leases("rivya-" + UUID.randomUUID(), properties.lease(), properties.maxClaims());
  }

  @Bean
  WorkSignal workSignal() {
    return new WorkSignal();
  }

  @Bean
  Sinks sinks() {
    return new Sinks();
  }

  /**
   * H2 commits its catalogue whenever 32 numbers of a sequence are used up, every six jobs or so.
   * Its sessions share what is reserved, so that the timeline's numbers still rise; those of
   * PostgreSQL would not.
   */
  @Bean(destroyMethod = "close")
  @DependsOnDatabaseInitialization
  GroupCommit groupCommit(
      DataSource dataSource,
      WorkSignal signal,
      JdbcTemplate jdbc,
      LedgerProperties properties,
      Heartbeats hearts) {
    if (isH2(dataSource)) {
      jdbc.execute("alter table job_event alter column id set cache 1000");
    }
    return new GroupCommit(dataSource, signal, properties.answerWithin(), hearts);
  }

  @Bean
  Outbox outbox(Sinks sinks) {
    return new Outbox(sinks);
  }

  @Bean
  AcceptJobs acceptJobs(GroupCommit commit, JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    return new AcceptJobsOnce(commit, jdbc, outbox, clock);
  }

  @Bean
  ClaimJobs claimJobs(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Leases lease,
      ReserveCredits credits,
      ParkJobsOfRemovedFlows gone,
      Clock clock) {
    return new ClaimJobs(jdbc, new TransactionTemplate(transactions), lease, credits, gone, clock);
  }

  @Bean
  ClaimDeliveries claimDeliveries(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, Leases lease, Clock clock) {
    return new ClaimDeliveries(jdbc, new TransactionTemplate(transactions), lease, clock);
  }

  @Bean
  RecordProgress recordProgress(GroupCommit commit, Outbox outbox, Leases lease, Clock clock) {
    return new RecordProgress(commit, outbox, lease, clock);
  }

  @Bean
  Conversations conversations(JdbcTemplate jdbc, WorkSignal signal, Clock clock) {
    return new Conversations(jdbc, signal, clock);
  }

  @Bean
  RecordTurn recordTurn(GroupCommit commit, Outbox outbox, Leases lease, Clock clock) {
    return new RecordTurn(commit, outbox, lease, clock);
  }

  @Bean
  RecordDelivery recordDelivery(GroupCommit commit, Leases lease, Clock clock) {
    return new RecordDelivery(commit, lease, clock);
  }

  @Bean
  Uploads uploads(GroupCommit commit, JdbcTemplate jdbc, Clock clock) {
    return new Uploads(commit, jdbc, clock);
  }

  @Bean
  Events events(GroupCommit commit, JdbcTemplate jdbc, Clock clock) {
    return new Events(commit, jdbc, clock);
  }

  @Bean
  AccountRows accountRows(JdbcTemplate jdbc, PlatformTransactionManager transactions, Clock clock) {
    return new AccountRows(jdbc, new TransactionTemplate(transactions), clock);
  }

  @Bean
  WebhookEndpoints webhookEndpoints(
      GroupCommit commit, JdbcTemplate jdbc, Leases lease, Clock clock) {
    return new WebhookEndpoints(commit, jdbc, lease, clock);
  }

  @Bean
  RotateSecrets rotateSecrets(
      GroupCommit commit, JdbcTemplate jdbc, WebhookEndpoints endpoints, Clock clock) {
    return new RotateSecrets(commit, jdbc, endpoints, clock);
  }

  @Bean
  OrderJobs orderJobs(GroupCommit commit, JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    return new CarryOutOrders(commit, jdbc, outbox, clock);
  }

  @Bean
  DeleteExpired deleteExpired(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    return new DeleteExpired(jdbc, new TransactionTemplate(transactions));
  }

  @Bean
  FindNeededMedia findNeededMedia(JdbcTemplate jdbc) {
    return new FindNeededMedia(jdbc);
  }

  /** For the Idempotent Consumer of any route: {@code idempotentRepository: "#bean:ledgerKeys"}. */
  @Bean
  IdempotentRepository ledgerKeys(
      GroupCommit commit, JdbcTemplate jdbc, Leases lease, Clock clock) {
    return new IdempotentKeys("routes", commit, jdbc, lease, clock);
  }

  @Bean
  ScheduleLeaseRenewal scheduleLeaseRenewal(
      GroupCommit commit,
      JdbcTemplate jdbc,
      Leases lease,
      Clock clock,
      LedgerProperties properties,
      DataSource dataSource,
      WatchDatabase ledger,
      Heartbeats hearts) {
    return new ScheduleLeaseRenewal(
        new RenewLeases(commit, jdbc, lease, clock),
        properties.lease(),
        isOfThisProcessOnly(dataSource),
        ledger,
        hearts);
  }
}
