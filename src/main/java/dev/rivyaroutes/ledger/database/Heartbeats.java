package dev.rivyaroutes.ledger.database;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The loops without which the program would do nothing while its process is alive. Each one says at
 * every turn that it goes on; one that has not for long, or whose thread has ended, is silent.
 */
public final class Heartbeats {

  /** Far more than the longest wait of a turn, which ends at the time-outs of the database. */
  public static final Duration MAX_ITERATION = Duration.ofMinutes(2);

  private final Set<Loop> hearts = ConcurrentHashMap.newKeySet();
  private final LongSupplier nanos;

  public Heartbeats() {
    this(System::nanoTime);
  }

  Heartbeats(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** One loop. */
  public final class Loop implements AutoCloseable {
    private final String name;
    private final long longest;
    private volatile long lastBeat = nanos.getAsLong();
    private volatile Thread thread;

    private Loop(String name, Duration longest) {
      this.name = name;
      this.longest = longest.toNanos();
    }

    /** The loop goes on, in this thread. */
    public void beat() {
      lastBeat = nanos.getAsLong();
      thread = Thread.currentThread();
    }

    private boolean isStalled() {
      Thread last = thread;
      return nanos.getAsLong() - lastBeat > longest || (last != null && !last.isAlive());
    }

    /** The loop ends in an orderly way. */
    @Override
    public void close() {
      hearts.remove(this);
    }
  }

  /** Expects a beat at least this often, from now on. */
  public Loop register(String name, Duration longest) {
    Loop heart = new Loop(name, longest);
    hearts.add(heart);
    return heart;
  }

  /** The names of the loops that have ended or hang. */
  public List<String> stalled() {
    return hearts.stream().filter(Loop::isStalled).map(heart -> heart.name).sorted().toList();
  }
}
