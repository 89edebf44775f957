package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.account.AccountPaused;
import dev.rivyaroutes.ledger.credits.AccountOrders;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Parks a job whose account a person has paused. The resume of the account releases it; the due
 * time is the fallback.
 */
@Component
class ParkForPause {

  private static final Duration FALLBACK = Duration.ofDays(1);

  private final AccountOrders pauses;
  private final RecordProgress progress;
  private final Clock clock;

  ParkForPause(AccountOrders pauses, RecordProgress progress, Clock clock) {
    this.pauses = pauses;
    this.progress = progress;
    this.clock = clock;
  }

  void park(Job job, AccountPaused paused) {
    String text = paused.getMessage() + " The job is sent once the account is resumed.";
    Cause cause = new Cause(Trouble.ORDER, AccountOrders.CODE, text, null);
    Instant nextCheck = clock.instant().plus(FALLBACK);
    Instant unknownSince = KeyLife.unknownSince(job);
    if (unknownSince == null) {
      progress.parkUnsent(job, cause, nextCheck);
    } else {
      progress.park(job, job.kind().first(), cause, nextCheck, unknownSince);
    }
    pauses.releaseIfResumed(job);
  }
}
