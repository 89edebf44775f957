package dev.rivyaroutes.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger is kept.
 *
 * @param lease how long a claimed row stays with a process that says nothing more
 * @param maxClaims how often a job may be claimed without coming to an outcome before it is set
 *     aside
 * @param keep how long an ended job is kept
 * @param answerWithin the longest that a caller waits for the database before it is told 503
 */
@ConfigurationProperties("rivya.ledger")
public record LedgerProperties(
    @DefaultValue("30s") Duration lease,
    @DefaultValue("3") int maxClaims,
    @DefaultValue("90d") Duration keep,
    @DefaultValue("10s") Duration answerWithin) {

  public LedgerProperties {
    if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "rivya.ledger.lease is " + lease.toMillis() + "ms; it must be at least 1s.");
    }
    if (maxClaims < 1) {
      throw new IllegalArgumentException(
          "rivya.ledger.max-claims is " + maxClaims + "; it must be at least 1.");
    }
    if (answerWithin.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "rivya.ledger.answer-within is "
              + answerWithin.toMillis()
              + "ms; it must be at least 1s.");
    }
    if (keep.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "rivya.ledger.keep is " + keep.toMinutes() + "m; it must be at least 1d.");
    }
  }
}
