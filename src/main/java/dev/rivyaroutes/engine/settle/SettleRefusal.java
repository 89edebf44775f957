package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.account.RateLimiter;
import dev.rivyaroutes.engine.failure.Backoff;
import dev.rivyaroutes.engine.failure.CreditWords;
import dev.rivyaroutes.engine.failure.FailureWords;
import dev.rivyaroutes.engine.failure.KeyLife;
import dev.rivyaroutes.engine.failure.NextTry;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.rivya.call.RivyaTrouble;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * The policy for Rivya's refusals. A refused key or an empty purse pauses the account; what passes
 * by itself is tried again; what was refused for good fails, unless Rivya has made it already.
 */
@Component
class SettleRefusal {

  private final AccountGate gate;
  private final RateLimiter rateLimiter;
  private final Backoff backoff;
  private final NextTry next;
  private final CreditWords credits;

  SettleRefusal(
      AccountGate gate,
      RateLimiter rateLimiter,
      Backoff backoff,
      NextTry next,
      CreditWords credits) {
    this.gate = gate;
    this.rateLimiter = rateLimiter;
    this.backoff = backoff;
    this.next = next;
    this.credits = credits;
  }

  /**
   * Settles a refused call.
   *
   * @param sent whether it was a create call
   * @param sentAt since when a send's effect is unknown; null when nothing unknown is out
   */
  void settle(Stage stage, Job job, RivyaTrouble trouble, boolean sent, Instant sentAt) {
    hold(job.account(), trouble);
    Cause cause = trouble.cause();
    switch (cause.trouble()) {
      case AUTH -> {
        gate.pause(job.account(), cause, CallKind.of(stage, sent));
        next.withTheAccount(stage, job, cause, sentAt);
      }
      case CREDIT -> credits(stage, job, cause, sentAt);
      case UNKNOWN -> conflict(stage, job, cause, sent, sentAt);
      case PERMANENT -> permanent(stage, job, trouble);
      default -> next.again(stage, job, cause, trouble.retryAfter(), sentAt);
    }
  }

  /** A look costs nothing: it is simply made again, and pauses nobody. */
  private void credits(Stage stage, Job job, Cause cause, Instant sentAt) {
    if (stage.sends()) {
      Cause told = credits.of(job, cause);
      gate.pause(job.account(), told, CallKind.of(stage, true));
      next.withTheAccount(stage, job, told, sentAt);
    } else {
      next.goOn(stage, job, passing(cause));
    }
  }

  /** Where Rivya has told for how long, the call itself has seen to it. */
  private void hold(String account, RivyaTrouble trouble) {
    if (trouble.status() == 429 && trouble.retryAfter() == null) {
      rateLimiter.backOff(account, backoff.brief());
    }
  }

  /** Only a create call can be in doubt; any other is simply made again. */
  private void conflict(Stage stage, Job job, Cause cause, boolean sent, Instant sentAt) {
    if (sent) {
      next.aside(job, cause, sentAt);
    } else {
      next.again(stage, job, passing(cause), null, sentAt);
    }
  }

  private static Cause passing(Cause cause) {
    return new Cause(Trouble.TRANSIENT, cause.code(), cause.text(), cause.requestId());
  }

  /**
   * Refused for good: a job that was never made fails; one that was made is never given up; and one
   * that an earlier send may have made is for a person.
   */
  private void permanent(Stage stage, Job job, RivyaTrouble trouble) {
    Instant unknown = KeyLife.unknownSince(job);
    if (!stage.sends()) {
      next.goOn(Stage.POLL, job, trouble.cause());
    } else if (unknown != null) {
      next.aside(job, FailureWords.refusedLater(trouble.cause()), unknown);
    } else if (trouble.withoutEffect()) {
      next.fail(job, trouble.cause());
    } else {
      next.failAtUnknownCost(job, trouble.cause());
    }
  }
}
