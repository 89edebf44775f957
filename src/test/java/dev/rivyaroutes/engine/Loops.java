package dev.rivyaroutes.engine;

import dev.rivyaroutes.ledger.Heartbeats;
import dev.rivyaroutes.ledger.LedgerState;
import dev.rivyaroutes.ledger.WorkSignal;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** What loops need, for tests of them alone. */
final class Loops {

  private Loops() {}

  static LoopBeans beans() {
    return beans(new Heartbeats(), new Database());
  }

  static LoopBeans beans(Heartbeats hearts, LedgerState ledger) {
    return new LoopBeans(new WorkSignal(), Clock.systemUTC(), ledger, hearts);
  }

  /** A database that is there or not as a test says. */
  static final class Database implements LedgerState {
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean away;

    /** Whether who handles a failure fails too, as without memory. */
    volatile boolean deadly;

    @Override
    public boolean isAway() {
      asked.incrementAndGet();
      return away;
    }

    @Override
    public boolean explains(Throwable failure) {
      if (deadly) {
        throw new OutOfMemoryError("no room for the words");
      }
      return away;
    }
  }
}
