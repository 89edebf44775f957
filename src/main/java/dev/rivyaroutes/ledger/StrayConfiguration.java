package dev.rivyaroutes.ledger;

import dev.rivyaroutes.ledger.claim.GoneFlows;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.outbox.DeliverWaiting;
import dev.rivyaroutes.ledger.outbox.FindStrays;
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
  DeliverWaiting deliverWaiting(GroupCommit commit, JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    return new DeliverWaiting(commit, jdbc, outbox, clock);
  }

  @Bean
  GoneFlows goneFlows(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Sinks sinks,
      WorkSignal signal,
      Clock clock) {
    return new GoneFlows(jdbc, new TransactionTemplate(transactions), sinks, signal, clock);
  }

  @Bean
  FindStrays findStrays(JdbcTemplate jdbc, Sinks sinks) {
    return new FindStrays(jdbc, sinks);
  }
}
