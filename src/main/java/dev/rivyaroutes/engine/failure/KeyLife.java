package dev.rivyaroutes.engine.failure;

import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Whether a job's idempotency key still protects it from a second payment. A key whose life is over
 * is never sent again: what became of its first send is for a person to find out.
 */
@Component
public class KeyLife {

  private final IdempotencyProperties properties;
  private final Clock clock;

  KeyLife(IdempotencyProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  /** A key may not be sent any more. */
  public static final class Over extends Exception {}

  /** Stops what must not go out again. */
  public void check(Job job) throws Over {
    if (isOver(unknownSince(job))) {
      throw new Over();
    }
  }

  /** Since when it is not known whether a send of this job took effect; null when none was sent. */
  public static Instant unknownSince(Job job) {
    boolean mayHaveBeenSent = job.content() != null && job.content().request() != null;
    return mayHaveBeenSent ? job.sentAt() : null;
  }

  /** The same, where a send with unknown effect has gone out now. */
  public Instant unknownSinceNow(Job job) {
    Instant before = unknownSince(job);
    return before == null ? clock.instant() : before;
  }

  boolean isOver(Instant sentAt) {
    return sentAt != null && sentAt.plus(properties.keyLife()).isBefore(clock.instant());
  }

  public Cause cause(Job job) {
    return Cause.of(
        Trouble.UNKNOWN,
        "It is not known whether Rivya made this "
            + job.kind().word()
            + ", and its idempotency key is older than "
            + properties.keyLife().toHours()
            + " hours, so that it must not be sent again. Look at Rivya, then replay or cancel it.");
  }
}
