package dev.rivyaroutes.engine.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The state of one queue in a claim loop: how much room it has, and when it claims next. Idle, it
 * waits until work is due, and checks once a second for work that other replicas left. With a
 * backlog it claims as soon as a share of its room is free, however small the room is. Used by the
 * loop's thread only, except where noted.
 */
final class ClaimTurn<T> {

  static final Duration BACKSTOP = Duration.ofSeconds(1);

  /** Work that arrives, or room that becomes free, within this time is claimed together. */
  private static final long GATHER = Duration.ofMillis(4).toNanos();

  /** The usual time between two claims: one claim of many costs as much as one of one. */
  private static final long PACE = Duration.ofMillis(25).toNanos();

  /** How long a queue with a backlog waits for a share of its room before it claims less. */
  private static final long REFILL = Duration.ofMillis(50).toNanos();

  private static final int REFILL_SHARE = 4;

  /** With a backlog, so large a share of free room is filled without waiting for the pace. */
  private static final int FREE_SHARE = 2;

  private static final int BATCH = 200;

  private final WorkQueue<T> queue;
  private final Clock clock;
  private final ClaimLoop.Worker<T> worker;
  private final Runnable wake;
  private final Semaphore room;
  private final AtomicReference<Instant> wakeAt = new AtomicReference<>(Instant.MAX);

  /** Whether it claims as soon as there is room; otherwise it is idle. */
  private volatile boolean claiming = true;

  /** How much work of the current claim has begun: the room for it is released at its end. */
  private int begun;

  private boolean backlog;
  private long claimAt = System.nanoTime();
  private long gatherUntil = claimAt;
  private long refillUntil = claimAt;
  private long checkAt = claimAt;
  private long lastFound = claimAt - PACE;

  /**
   * @param wake has the loop ask for {@link #nanosLeft} again; called by any thread
   */
  ClaimTurn(WorkQueue<T> queue, Clock clock, ClaimLoop.Worker<T> worker, Runnable wake) {
    this.queue = queue;
    this.clock = clock;
    this.worker = worker;
    this.wake = wake;
    this.room = new Semaphore(queue.concurrency());
  }

  WorkQueue<T> queue() {
    return queue;
  }

  /** How much claimed work has not ended. Called by any thread. */
  int atWork() {
    return queue.concurrency() - room.availablePermits();
  }

  /** There is work that is due then. Called by any thread. */
  void wakeAt(Instant dueAt) {
    Instant before = wakeAt.getAndAccumulate(dueAt, (a, b) -> a.isBefore(b) ? a : b);
    if (dueAt.isBefore(before)) {
      wake.run();
    }
  }

  /** The time until this queue has its next step; none left when that is due. */
  long nanosLeft() {
    long now = System.nanoTime();
    if (!claiming) {
      return Math.min(checkAt - now, nanosUntilWake());
    }
    int free = room.availablePermits();
    if (free == 0) {
      return Long.MAX_VALUE;
    }
    if (backlog && free >= share(FREE_SHARE)) {
      return gatherUntil - now;
    }
    boolean refills = backlog && free < share(REFILL_SHARE);
    return Math.max(claimAt - now, refills ? refillUntil - now : Long.MIN_VALUE);
  }

  private int share(int part) {
    return Math.max(1, queue.concurrency() / part);
  }

  private long nanosUntilWake() {
    Instant at = wakeAt.get();
    if (at.equals(Instant.MAX)) {
      return Long.MAX_VALUE;
    }
    Instant now = clock.instant();
    // A time may be centuries away, for which nanoseconds have no room: it is the longest then.
    return at.isAfter(now) ? TimeUnit.NANOSECONDS.convert(Duration.between(now, at)) : 0;
  }

  /** Claims, or checks whether there is work: a check costs much less. */
  void step() {
    if (claiming) {
      claim();
    } else if (nanosUntilWake() <= 0 || queue.hasDue()) {
      claimSoon();
    } else {
      checkAt = System.nanoTime() + BACKSTOP.toNanos();
    }
  }

  private void claimSoon() {
    long now = System.nanoTime();
    gatherUntil = now + GATHER;
    claimAt = Math.max(gatherUntil, lastFound + PACE);
    claiming = true;
  }

  /** After a failed step. */
  void pause() {
    claimAt = System.nanoTime() + BACKSTOP.toNanos();
    claiming = true;
  }

  private void claim() {
    int free = room.drainPermits();
    begun = 0;
    claiming = false;
    backlog = false;
    checkAt = System.nanoTime() + BACKSTOP.toNanos();
    try {
      wakeAt.set(Instant.MAX);
      int atMost = Math.min(Math.min(free, BATCH), admitted(queue.concurrency() - free));
      if (atMost == 0) {
        return;
      }
      begin(queue.claim(atMost));
      if (begun < atMost) {
        queue.nextDue().ifPresent(this::wakeAt);
      } else {
        backlog = true;
        refillUntil = System.nanoTime() + REFILL;
        claimSoon();
      }
    } finally {
      room.release(free - begun);
    }
  }

  private int admitted(int busy) {
    int admits = queue.admits();
    return admits == Integer.MAX_VALUE ? admits : Math.max(0, admits - busy);
  }

  private void begin(List<T> work) {
    if (!work.isEmpty()) {
      lastFound = System.nanoTime();
    }
    try {
      for (T one : work) {
        worker.begin(queue, one, this::ended);
        begun++;
      }
    } finally {
      // A lease that nobody works under would be renewed for ever.
      work.subList(begun, work.size()).forEach(queue::release);
    }
  }

  private void ended() {
    room.release();
    if (claiming) {
      wake.run();
    }
  }
}
