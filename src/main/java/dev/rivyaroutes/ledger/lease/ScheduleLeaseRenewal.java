package dev.rivyaroutes.ledger.lease;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.ledger.database.Heartbeats;
import dev.rivyaroutes.ledger.database.WatchDatabase;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Renews the leases of this process every third of their duration, from before the first claim
 * until after the last.
 */
public final class ScheduleLeaseRenewal implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleLeaseRenewal.class);

  private final RenewLeases leases;
  private final Duration length;
  private final boolean exclusive;
  private final WatchDatabase database;
  private final Heartbeats heartbeats;
  private Heartbeats.Loop loop;
  private volatile ScheduledExecutorService timer;

  /**
   * @param exclusive whether no other process can use the database
   */
  public ScheduleLeaseRenewal(
      RenewLeases leases,
      Duration length,
      boolean exclusive,
      WatchDatabase database,
      Heartbeats heartbeats) {
    this.leases = leases;
    this.length = length;
    this.exclusive = exclusive;
    this.database = database;
    this.heartbeats = heartbeats;
    database.onRecovery(this::renewAfterOutage);
  }

  @Override
  public void start() {
    if (exclusive) {
      leases.takeOverAll();
    }
    CustomizableThreadFactory threads = new CustomizableThreadFactory("ledger-leases-");
    threads.setDaemon(true);
    timer = Executors.newSingleThreadScheduledExecutor(threads);
    long period = length.toMillis() / 3;
    loop = heartbeats.register("ledger-leases", Heartbeats.MAX_ITERATION.plus(length));
    timer.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
  }

  /** Releases at once the claims that an outage has left without an outcome. */
  private void renewAfterOutage() {
    ScheduledExecutorService current = timer;
    if (current != null && !current.isShutdown()) {
      current.execute(this::renew);
    }
  }

  private void renew() {
    try {
      loop.beat();
      leases.abortStuckTransaction();
      if (!database.isUnavailable()) {
        leases.renew();
      }
    } catch (Throwable e) {
      // Even out of memory must not end the timer. If leases end, the work is done again under a
      // higher version.
      if (!database.isPartOfOutage(e)) {
        LOG.warn(
            "Could not renew the leases; if they end, other replicas repeat the work: {}",
            PlainWords.of(e));
      }
    }
  }

  @Override
  public void stop() {
    loop.close();
    // No interrupt: an interrupted write would close an embedded database.
    timer.shutdown();
    try {
      if (!timer.awaitTermination(length.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The renewal of leases did not stop in time; the shutdown continues.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timer = null;
    try {
      leases.releaseAll();
    } catch (RuntimeException e) {
      LOG.warn("Could not release the leases; they end by themselves: {}", e.getMessage());
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  /** Starts before and stops after Camel's routes. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1000;
  }
}
