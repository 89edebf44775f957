package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.PlainDuration;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Whether a job's idempotency key still prevents a second charge. An expired key is never sent
 * again: a person has to find out what its first call did.
 */
@Component
public class KeyLife {

  private final IdempotencyProperties properties;
  private final Clock clock;

  KeyLife(IdempotencyProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  /** A job's key has expired, so its call may not be sent again. */
  static final class KeyExpired extends RuntimeException {}

  /** Throws when the job's call may not be sent again. */
  public void check(Job job) {
    if (isExpired(unknownSince(job))) {
      throw new KeyExpired();
    }
  }

  /** Since when the effect of a sent call is unknown; null when no call was sent. */
  public static Instant unknownSince(Job job) {
    boolean mayHaveBeenSent = job.content() != null && job.content().request() != null;
    return mayHaveBeenSent ? job.sentAt() : null;
  }

  /** The same, after a call with unknown effect. */
  Instant unknownSinceNow(Job job) {
    Instant before = unknownSince(job);
    return before == null ? clock.instant() : before;
  }

  boolean isExpired(Instant sentAt) {
    return sentAt != null && sentAt.plus(properties.keyLife()).isBefore(clock.instant());
  }

  Cause cause(Job job) {
    return Cause.of(
        Trouble.UNKNOWN,
        "It is unknown whether Rivya created this %s. Its idempotency key is older than %s"
                .formatted(job.kind().word(), PlainDuration.of(properties.keyLife()))
            + " (rivya.idempotency.key-life), so it is not sent again. "
            + FailureCauses.CHECK);
  }
}
