package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.ledger.database.Heartbeats;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that claims work for all queues of a consumer, each as much as it has room for. The
 * queues take turns, so that none waits for another's backlog. The thread sleeps until a queue has
 * something to do, and a second at most.
 */
final class ClaimLoop<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimLoop.class);

  interface Worker<T> {

    /**
     * @param done is called at the end of the work; where the work cannot begin this throws, and
     *     the work is given back
     */
    void begin(WorkQueue<T> queue, T work, Runnable done);
  }

  private final List<ClaimTurn<T>> turns;
  private final WorkSignal signal;
  private final DatabaseAvailability ledger;
  private final Heartbeats hearts;
  private final LoopSleep sleep = new LoopSleep(ClaimTurn.BACKSTOP);
  private final Thread thread;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile Heartbeats.Loop heart;
  private volatile boolean paused;
  private volatile boolean closed;

  /** Whether the thread is claiming, so that its work is not counted yet. */
  private volatile boolean claiming;

  /** The turn that the next round begins with. */
  private int next;

  ClaimLoop(
      String name,
      List<WorkQueue<T>> queues,
      Worker<T> worker,
      WorkSignal signal,
      Clock clock,
      DatabaseAvailability ledger,
      Heartbeats hearts) {
    this.turns =
        queues.stream().map(queue -> new ClaimTurn<>(queue, clock, worker, sleep::wake)).toList();
    this.signal = signal;
    this.ledger = ledger;
    this.hearts = hearts;
    this.thread = new Thread(this::run, "claim " + name);
    this.thread.setDaemon(true);
    this.thread.setUncaughtExceptionHandler(
        (ended, e) ->
            LOG.error(
                "The loop \"{}\" has ended. Its jobs are not claimed until the program is restarted;"
                    + " the liveness page reports it.",
                ended.getName(),
                e));
  }

  /** Begins to claim; once, however often it is called. */
  void start() {
    if (started.compareAndSet(false, true)) {
      turns.forEach(turn -> signal.listen(turn.queue().name(), turn::wakeAt));
      heart = hearts.register(thread.getName(), Heartbeats.MAX_ITERATION);
      thread.start();
    }
  }

  /** How much claimed work has not ended, and whether claims are being made. */
  int atWork() {
    return (claiming ? 1 : 0) + turns.stream().mapToInt(ClaimTurn::atWork).sum();
  }

  /** A loop that ends would leave its jobs unclaimed, so it survives everything but its close. */
  private void run() {
    while (!closed) {
      if (Thread.interrupted()) {
        LOG.warn("The loop \"{}\" was interrupted. It continues to claim jobs.", thread.getName());
      }
      heart.beat();
      try {
        if (ledger.isUnavailable() || !round()) {
          sleep.pause();
        } else {
          sleep.until(this::nanosLeft);
        }
      } catch (Throwable e) {
        warn(thread.getName(), e);
        sleep.pause();
      }
    }
  }

  private long nanosLeft() {
    if (paused) {
      return Long.MAX_VALUE;
    }
    return turns.stream().mapToLong(ClaimTurn::nanosLeft).min().orElse(Long.MAX_VALUE);
  }

  /**
   * One step of each queue that has something to do; false once the database is unavailable. The
   * next round begins after the last step, so that a queue that ends rounds starves no other.
   */
  private boolean round() {
    claiming = true;
    try {
      return steps();
    } finally {
      claiming = false;
    }
  }

  private boolean steps() {
    for (int n = turns.size(); n > 0; n--) {
      ClaimTurn<T> turn = turns.get(next);
      next = (next + 1) % turns.size();
      if (paused || closed || turn.nanosLeft() > 0) {
        continue;
      }
      heart.beat();
      try {
        turn.step();
      } catch (Throwable e) {
        turn.pause();
        warn("claim " + turn.queue().name(), e);
        if (ledger.isUnavailable()) {
          return false;
        }
      }
    }
    return true;
  }

  /** An outage of the database is reported once, elsewhere. */
  private void warn(String what, Throwable failure) {
    if (!ledger.isPartOfOutage(failure)) {
      LOG.warn(
          "The step \"{}\" failed. The next attempt is in a second: {}",
          what,
          PlainWords.of(failure));
    }
  }

  /** Claims nothing more until it is resumed; a claim that is being made comes to its end. */
  void pause() {
    paused = true;
  }

  /** Claims again, as much as the work that is still out leaves room for. */
  void resume() {
    paused = false;
    sleep.wake();
  }

  /** Ends without an interrupt: an interrupted read would close an embedded database. */
  @Override
  public void close() {
    turns.forEach(turn -> signal.stopListening(turn.queue().name()));
    closed = true;
    sleep.end();
    if (heart != null) {
      heart.close();
    }
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
