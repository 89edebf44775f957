package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.PlainCredits;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.ledger.credits.Balances;
import dev.rivyaroutes.ledger.credits.Balances.Balance;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Explains a call that Rivya refused for missing credits, with the current balance. */
@Component
class ExplainMissingCredits {

  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Accounts accounts;
  private final Balances balances;
  private final ProducerTemplate producer;
  private final Clock clock;

  ExplainMissingCredits(
      Accounts accounts, Balances balances, ProducerTemplate producer, Clock clock) {
    this.accounts = accounts;
    this.balances = balances;
    this.producer = producer;
    this.clock = clock;
  }

  /** The cause with the account, the flow and the numbers of credits. */
  Cause explain(Job job, Cause cause) {
    String text =
        ("Account %s (%s) has too few credits for flow %s: this job needs %s, %s. %s. Its jobs are"
                + " parked and continue automatically.")
            .formatted(
                job.account(),
                accounts.visibleKey(job.account()),
                job.flow(),
                needed(job),
                remaining(job),
                accounts.addCredits(job.account()));
    return new Cause(cause.trouble(), cause.code(), text, cause.requestId());
  }

  private static String needed(Job job) {
    BigDecimal price = job.estimatedCredits();
    return price == null ? "more" : "about " + PlainCredits.of(price);
  }

  /** A balance that would be sufficient is outdated, so it is requested again. */
  private String remaining(Job job) {
    Instant now = clock.instant();
    BigDecimal price = job.estimatedCredits();
    boolean known =
        recent(job.account(), now)
            .filter(last -> price == null || last.credits().compareTo(price) < 0)
            .isPresent();
    if (!known) {
      producer.send(
          "direct:ask-balance", exchange -> exchange.setVariable(Variables.ACCOUNT, job.account()));
    }
    return recent(job.account(), now)
        .map(balance -> PlainCredits.of(balance.credits()) + " are left")
        .orElse("the balance is unknown");
  }

  private Optional<Balance> recent(String account, Instant now) {
    return balances.latest(account).filter(last -> last.at().plus(FRESH).isAfter(now));
  }
}
