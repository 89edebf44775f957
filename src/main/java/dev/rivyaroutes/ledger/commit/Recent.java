package dev.rivyaroutes.ledger.commit;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A value of the ledger that many ask for and that may be a little old: it is read again once it is
 * older than that, by the first who asks then. Safe for threads, which wait for one read together.
 */
public final class Recent<T> {

  private final long maxAge;
  private final Supplier<T> read;
  private T value;
  private long readAt;
  private boolean known;

  public Recent(Duration maxAge, Supplier<T> read) {
    this.maxAge = maxAge.toNanos();
    this.read = read;
  }

  public synchronized T get() {
    long now = System.nanoTime();
    if (!known || now - readAt >= maxAge) {
      value = read.get();
      readAt = now;
      known = true;
    }
    return value;
  }

  /** The next one who asks gets a new value. */
  public synchronized void forget() {
    known = false;
  }
}
