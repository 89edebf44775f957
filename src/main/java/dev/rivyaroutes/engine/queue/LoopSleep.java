package dev.rivyaroutes.engine.queue;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The sleep of a loop, with a longest time. */
final class LoopSleep {

  private final long longest;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ended;

  LoopSleep(Duration longest) {
    this.longest = longest.toNanos();
  }

  /** The time that is left may be shorter now. */
  void wake() {
    lock.lock();
    try {
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends this sleep and all later ones. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sleeps until no time is left, which is asked again at each {@link #wake}. */
  void until(LongSupplier nanosLeft) {
    lock.lock();
    try {
      long end = System.nanoTime() + longest;
      while (!ended) {
        long left = Math.min(end - System.nanoTime(), nanosLeft.getAsLong());
        if (left <= 0) {
          return;
        }
        changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Sleeps for the longest time. */
  void pause() {
    until(() -> Long.MAX_VALUE);
  }
}
