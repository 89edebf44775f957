package dev.rivyaroutes.ledger.database;

import dev.rivyaroutes.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the ledger.
 *
 * @param lease How long claimed work stays with a process that no longer renews its lease, before
 *     another replica takes it over.
 * @param maxClaims How often a job may be claimed without an outcome, because the program crashed
 *     each time, before it is parked.
 * @param keep How long a job is kept after it has ended and was delivered. Its key is kept forever,
 *     so that its brief is never paid for again.
 * @param answerWithin The maximum time that a caller waits for the database before it gets 503.
 *     Raise it if searches of a large ledger take longer.
 * @param startWait How long the start waits for a database that cannot be reached, before the
 *     program exits with code 3. 0 does not wait.
 */
@ConfigurationProperties("rivya.ledger")
public record LedgerProperties(
    @DefaultValue("30s") Duration lease,
    @DefaultValue("3") int maxClaims,
    @DefaultValue("90d") Duration keep,
    @DefaultValue("10s") Duration answerWithin,
    @DefaultValue("1m") Duration startWait) {

  public LedgerProperties {
    Require.atLeast("rivya.ledger.lease", lease, "1s");
    Require.atLeast("rivya.ledger.max-claims", maxClaims, 1);
    Require.atLeast("rivya.ledger.answer-within", answerWithin, "1s");
    Require.that(
        !startWait.isNegative(),
        "rivya.ledger.start-wait is negative; set a duration such as 1m, or 0 for no wait.");
    Require.atLeast("rivya.ledger.keep", keep, "1d");
  }
}
