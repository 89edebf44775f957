package dev.rivyaroutes.http.call;

import dev.rivyaroutes.http.BodyMemoryUsedUp;
import java.util.concurrent.atomic.AtomicLong;

/** The share of one call in the memory for the bodies of all calls. */
final class MemoryBudget implements AutoCloseable {
  private final AtomicLong left;
  private long taken;

  /**
   * @param left the bytes that are left to all calls
   */
  MemoryBudget(AtomicLong left) {
    this.left = left;
  }

  void take(int bytes) throws BodyMemoryUsedUp {
    taken += bytes;
    if (left.addAndGet(-bytes) < 0) {
      throw new BodyMemoryUsedUp();
    }
  }

  @Override
  public void close() {
    left.addAndGet(taken);
    taken = 0;
  }
}
