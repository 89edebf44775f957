package dev.rivyaroutes.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes that one call holds of the memory for all calls. */
final class MemoryBudget implements AutoCloseable {
  private final AtomicLong left;
  private long taken;

  /**
   * @param left the bytes that are left to all calls
   */
  MemoryBudget(AtomicLong left) {
    this.left = left;
  }

  /** There is no memory for the body now. */
  static final class UsedUp extends IOException {
    UsedUp() {
      super("the memory for bodies is used up");
    }
  }

  void take(int bytes) throws UsedUp {
    taken += bytes;
    if (left.addAndGet(-bytes) < 0) {
      throw new UsedUp();
    }
  }

  @Override
  public void close() {
    left.addAndGet(taken);
    taken = 0;
  }
}
