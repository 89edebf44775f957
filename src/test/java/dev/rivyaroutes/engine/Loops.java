package dev.rivyaroutes.engine;

import dev.rivyaroutes.engine.queue.ClaimLoops;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.ledger.database.Heartbeats;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** What loops need, for tests of them alone. */
public final class Loops {

  private Loops() {}

  public static ClaimLoops make() {
    return new ClaimLoops(new WorkSignal(), Clock.systemUTC(), new Database(), new Heartbeats());
  }

  /** A database that is there or not as a test says. */
  public static final class Database implements DatabaseAvailability {
    public final AtomicInteger asked = new AtomicInteger();
    public volatile boolean away;

    /** Whether who handles a failure fails too, as without memory. */
    public volatile boolean deadly;

    @Override
    public boolean isUnavailable() {
      asked.incrementAndGet();
      return away;
    }

    @Override
    public boolean isPartOfOutage(Throwable failure) {
      if (deadly) {
        throw new OutOfMemoryError("no room for the words");
      }
      return away;
    }
  }
}
