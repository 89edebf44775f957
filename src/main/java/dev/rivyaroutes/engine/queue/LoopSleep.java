package dev.rivyaroutes.engine.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The sleep of a loop: until work is due, and to its longest sleep at most. */
final class LoopSleep {

  private final Clock clock;
  private final Duration longest;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private Instant wakeAt = Instant.MAX;
  private boolean ended;

  LoopSleep(Clock clock, Duration longest) {
    this.clock = clock;
    this.longest = longest;
  }

  /** There is work that is due then. */
  void wakeAt(Instant dueAt) {
    lock.lock();
    try {
      if (dueAt.isBefore(wakeAt)) {
        wakeAt = dueAt;
        wake.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  void forgetWakes() {
    lock.lock();
    try {
      wakeAt = Instant.MAX;
    } finally {
      lock.unlock();
    }
  }

  /** No sleep lasts any more. */
  void end() {
    lock.lock();
    try {
      ended = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** True when it was woken or work has fallen due, false after the longest sleep. */
  boolean untilWoken() {
    return sleep(() -> nanosUntil(wakeAt));
  }

  /** The longest sleep, whatever is due. */
  void pause() {
    sleep(() -> Long.MAX_VALUE);
  }

  private boolean sleep(LongSupplier nanosLeft) {
    lock.lock();
    try {
      long end = System.nanoTime() + longest.toNanos();
      while (!ended) {
        long untilWork = Math.min(Long.MAX_VALUE / 2, nanosLeft.getAsLong());
        long left = Math.min(end - System.nanoTime(), untilWork);
        if (left <= 0) {
          return untilWork <= 0;
        }
        wake.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return true;
  }

  private long nanosUntil(Instant at) {
    if (at.equals(Instant.MAX)) {
      return Long.MAX_VALUE;
    }
    Instant now = clock.instant();
    return at.isAfter(now) ? Duration.between(now, at).toNanos() : 0;
  }
}
