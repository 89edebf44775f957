package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.account.RateLimiter;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.rivya.call.RivyaTrouble;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * The policy for Rivya's refusals. A rejected key or missing credits pause the account, a transient
 * refusal is retried, and a permanent one fails the job unless Rivya may have created it.
 */
@Component
class SettleRefusal {

  private final AccountGate gate;
  private final RateLimiter rateLimiter;
  private final Backoff backoff;
  private final RecordFailure failures;
  private final ExplainMissingCredits credits;

  SettleRefusal(
      AccountGate gate,
      RateLimiter rateLimiter,
      Backoff backoff,
      RecordFailure failures,
      ExplainMissingCredits credits) {
    this.gate = gate;
    this.rateLimiter = rateLimiter;
    this.backoff = backoff;
    this.failures = failures;
    this.credits = credits;
  }

  /**
   * Settles a refused call.
   *
   * @param sent whether it was a call that Rivya charges for
   * @param sentAt since when the effect of a sent call is unknown; null when none is
   */
  void settle(Stage stage, Job job, RivyaTrouble trouble, boolean sent, Instant sentAt) {
    delayAccount(job.account(), trouble);
    Cause cause = trouble.cause();
    switch (cause.trouble()) {
      case AUTH -> {
        gate.pause(job.account(), cause, CallKind.of(stage, sent));
        failures.parkForAccount(stage, job, cause, sentAt);
      }
      case CREDIT -> credits(stage, job, cause, sentAt);
      case UNKNOWN -> conflict(stage, job, cause, sent, sentAt);
      case PERMANENT -> permanent(stage, job, trouble);
      default -> failures.retry(stage, job, cause, trouble.retryAfter(), sentAt);
    }
  }

  /** A poll is free, so it is retried and does not pause the account. */
  private void credits(Stage stage, Job job, Cause cause, Instant sentAt) {
    if (stage.sends()) {
      Cause explained = credits.explain(job, cause);
      gate.pause(job.account(), explained, CallKind.of(stage, true));
      failures.parkForAccount(stage, job, explained, sentAt);
    } else {
      failures.retryCreated(stage, job, transientOf(cause));
    }
  }

  /** Where Rivya says for how long, the call has set the pause already. */
  private void delayAccount(String account, RivyaTrouble trouble) {
    if (trouble.status() == 429 && trouble.retryAfter() == null) {
      rateLimiter.backOff(account, backoff.shortest());
    }
  }

  /** Only a paid call has an unknown effect; any other is retried. */
  private void conflict(Stage stage, Job job, Cause cause, boolean sent, Instant sentAt) {
    if (sent) {
      failures.parkForPerson(job, cause, sentAt);
    } else {
      failures.retry(stage, job, transientOf(cause), null, sentAt);
    }
  }

  private static Cause transientOf(Cause cause) {
    return new Cause(Trouble.TRANSIENT, cause.code(), cause.text(), cause.requestId());
  }

  /**
   * A permanent refusal fails a job that Rivya has not created. One that Rivya has created is
   * retried; one that an earlier call may have created is parked.
   */
  private void permanent(Stage stage, Job job, RivyaTrouble trouble) {
    Instant unknown = KeyLife.unknownSince(job);
    if (!stage.sends()) {
      failures.retryCreated(Stage.POLL, job, trouble.cause());
    } else if (unknown != null) {
      failures.parkForPerson(job, FailureCauses.refusedAfterUnknownSend(trouble.cause()), unknown);
    } else if (trouble.withoutEffect()) {
      failures.fail(job, trouble.cause());
    } else {
      failures.failAtUnknownCost(job, trouble.cause());
    }
  }
}
