package dev.rivyaroutes.ledger.models;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.lease.Leases;
import dev.rivyaroutes.ledger.uploads.UploadClaims;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts together what the ledger keeps of Rivya's models, and of uploads under way. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

  @Bean
  Catalogues catalogues(GroupCommit commit, JdbcTemplate jdbc, Leases lease, Clock clock) {
    return new Catalogues(commit, jdbc, lease, clock);
  }

  @Bean
  ModelJobs modelJobs(GroupCommit commit, JdbcTemplate jdbc, Clock clock) {
    return new ModelJobs(commit, jdbc, clock);
  }

  @Bean
  UploadClaims uploadClaims(GroupCommit commit, JdbcTemplate jdbc, Clock clock) {
    return new UploadClaims(commit, jdbc, clock);
  }
}
