package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.ledger.database.Heartbeats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that claims work for a consumer, as much as the consumer has room for. It sleeps until
 * it is woken, until the next work is due, and a second at most, to find what other replicas left.
 */
final class ClaimLoop<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimLoop.class);
  private static final Duration BACKSTOP = Duration.ofSeconds(1);
  private static final Duration GATHER = Duration.ofMillis(4);

  /** While there is work, the next claim comes this much later: one for many costs as for one. */
  private static final Duration PACE = Duration.ofMillis(25);

  private static final Duration REFILL = Duration.ofMillis(50);
  private static final int REFILL_SHARE = 4;
  private static final int BATCH = 200;

  private final WorkQueue<T> queue;
  private final LoopSleep sleep;
  private final DatabaseAvailability ledger;
  private final Heartbeats hearts;
  private final BiConsumer<T, Runnable> worker;
  private final Semaphore room;
  private final Thread thread;
  private final AtomicBoolean started = new AtomicBoolean();
  private boolean backlog;
  private long lastFound = System.nanoTime() - PACE.toNanos();
  private volatile Heartbeats.Loop heart;
  private volatile boolean closed;

  /**
   * @param worker begins with a piece of work, and calls back at its end; where it cannot begin it
   *     throws, and the work is given back
   */
  ClaimLoop(WorkQueue<T> queue, LoopBeans beans, BiConsumer<T, Runnable> worker) {
    this.queue = queue;
    this.sleep = new LoopSleep(beans.clock(), BACKSTOP);
    this.ledger = beans.ledger();
    this.hearts = beans.hearts();
    this.worker = worker;
    this.room = new Semaphore(queue.concurrency());
    this.thread = new Thread(this::run, "claim " + queue.name());
    this.thread.setDaemon(true);
    this.thread.setUncaughtExceptionHandler(
        (ended, e) ->
            LOG.error(
                "The loop \"{}\" has ended, and its work lies until the program is started anew."
                    + " The liveness page tells it.",
                ended.getName(),
                e));
  }

  /** Begins to claim; once, however often it is called. */
  void start() {
    if (started.compareAndSet(false, true)) {
      heart = hearts.register(thread.getName(), Heartbeats.MAX_ITERATION);
      thread.start();
    }
  }

  /** How much claimed work has not ended, and whether a claim is being made. */
  int atWork() {
    return queue.concurrency() - room.availablePermits() + (thread.isAlive() ? 1 : 0);
  }

  /** There is work that is due then. */
  void wakeAt(Instant dueAt) {
    sleep.wakeAt(dueAt);
  }

  private void run() {
    while (!closed) {
      heart.beat();
      try {
        if (ledger.isUnavailable()) {
          sleep.pause();
        } else if (!claim()) {
          sleepUntilDue();
        }
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        // Even out of memory: a loop that ends would leave its jobs lying.
        if (!ledger.isPartOfOutage(e)) {
          LOG.warn("Claiming {} failed and is tried again: {}", queue.name(), PlainWords.of(e));
        }
        // A database that has just failed is not asked in a hurry.
        sleep.pause();
      }
    }
  }

  /** Claims what there is room for; true when there may be more. */
  private boolean claim() throws InterruptedException {
    int free = takeRoom();
    if (free == 0) {
      return true;
    }
    int begun = 0;
    backlog = false;
    try {
      // What comes, or becomes free, at the same moment is claimed together.
      long rest = PACE.toNanos() - (System.nanoTime() - lastFound);
      TimeUnit.NANOSECONDS.sleep(Math.max(GATHER.toNanos(), rest));
      free += room.drainPermits();
      sleep.forgetWakes();
      int admitted = queue.admits();
      int want = Math.min(Math.min(free, BATCH), room(admitted, queue.concurrency() - free));
      if (want == 0) {
        return false;
      }
      List<T> work = queue.claim(want);
      if (!work.isEmpty()) {
        lastFound = System.nanoTime();
      }
      try {
        for (T one : work) {
          worker.accept(one, room::release);
          begun++;
        }
      } finally {
        // Without a thread, say: a lease that nobody works under would be renewed for ever.
        work.subList(begun, work.size()).forEach(queue::giveBack);
      }
      if (begun < want) {
        queue.nextDue().ifPresent(this::wakeAt);
      }
      backlog = begun == want;
      return backlog;
    } finally {
      room.release(free - begun);
    }
  }

  /** With a backlog a share of the room is refilled at once: a claim costs the same for many. */
  private int takeRoom() throws InterruptedException {
    int share = Math.max(1, queue.concurrency() / REFILL_SHARE);
    if (backlog && room.tryAcquire(share, REFILL.toMillis(), TimeUnit.MILLISECONDS)) {
      return share;
    }
    return room.tryAcquire(BACKSTOP.toMillis(), TimeUnit.MILLISECONDS) ? 1 : 0;
  }

  private static int room(int admitted, int busy) {
    return admitted == Integer.MAX_VALUE ? admitted : Math.max(0, admitted - busy);
  }

  /** Idle loops do no more than a look at each backstop, since a claim costs many times that. */
  private void sleepUntilDue() {
    boolean due = false;
    while (!due && !closed) {
      heart.beat();
      due = sleep.untilWoken() || queue.hasDue();
    }
  }

  /** Claims nothing more; a claim that is being made comes to its end. */
  void stop() {
    closed = true;
    sleep.end();
    if (heart != null) {
      heart.close();
    }
  }

  /** Ends without an interrupt: an interrupted read would close an embedded database. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
