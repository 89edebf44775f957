package dev.rivyaroutes.ledger;

import dev.rivyaroutes.ledger.claim.ParkJobsOfRemovedFlows;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.outbox.DeliverForRestoredFlows;
import dev.rivyaroutes.ledger.outbox.FindOrphans;
import dev.rivyaroutes.ledger.outbox.Outbox;
import dev.rivyaroutes.ledger.outbox.Sinks;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts together what becomes of jobs whose flow, account or sink is gone. */
@Configuration(proxyBeanMethods = false)
class StrayConfiguration {

  @Bean
  DeliverForRestoredFlows deliverForRestoredFlows(
      GroupCommit commit, JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    return new DeliverForRestoredFlows(commit, jdbc, outbox, clock);
  }

  @Bean
  ParkJobsOfRemovedFlows parkJobsOfRemovedFlows(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Sinks sinks,
      WorkSignal signal,
      Clock clock) {
    return new ParkJobsOfRemovedFlows(
        jdbc, new TransactionTemplate(transactions), sinks, signal, clock);
  }

  @Bean
  FindOrphans findOrphans(JdbcTemplate jdbc, Sinks sinks) {
    return new FindOrphans(jdbc, sinks);
  }
}
