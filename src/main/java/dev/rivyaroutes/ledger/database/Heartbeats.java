package dev.rivyaroutes.ledger.database;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;

/**
 * The loops on which all work of the program depends. Each reports every iteration; a loop that has
 * not reported for too long, or whose thread has ended, is stalled.
 */
@Component
public final class Heartbeats {

  /** Far longer than an iteration, which the time-outs of the database limit. */
  public static final Duration MAX_ITERATION = Duration.ofMinutes(2);

  private final Set<Loop> loops = ConcurrentHashMap.newKeySet();
  private final LongSupplier nanos;

  public Heartbeats() {
    this(System::nanoTime);
  }

  Heartbeats(LongSupplier nanos) {
    this.nanos = nanos;
  }

  public final class Loop implements AutoCloseable {
    private final String name;
    private final long limit;
    private volatile long lastBeat = nanos.getAsLong();
    private volatile Thread thread;

    private Loop(String name, Duration limit) {
      this.name = name;
      this.limit = limit.toNanos();
    }

    /** Reports an iteration of the loop in this thread. */
    public void beat() {
      lastBeat = nanos.getAsLong();
      thread = Thread.currentThread();
    }

    private boolean isStalled() {
      Thread last = thread;
      return nanos.getAsLong() - lastBeat > limit || (last != null && !last.isAlive());
    }

    /** The loop ends as intended. */
    @Override
    public void close() {
      loops.remove(this);
    }
  }

  /** Registers a loop that must report at least this often from now on. */
  public Loop register(String name, Duration limit) {
    Loop loop = new Loop(name, limit);
    loops.add(loop);
    return loop;
  }

  /** The names of the loops that have ended or do not continue. */
  public List<String> stalled() {
    return loops.stream().filter(Loop::isStalled).map(loop -> loop.name).sorted().toList();
  }
}
