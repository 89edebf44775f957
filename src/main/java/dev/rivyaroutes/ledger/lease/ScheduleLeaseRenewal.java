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

/**
 * Renews this process's leases three times in their length, from before the first claim to after
 * the last.
 */
public final class ScheduleLeaseRenewal implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleLeaseRenewal.class);

  private final RenewLeases leases;
  private final Duration length;
  private final boolean alone;
  private final WatchDatabase ledger;
  private final Heartbeats hearts;
  private Heartbeats.Loop heart;
  private volatile ScheduledExecutorService timer;

  public ScheduleLeaseRenewal(
      RenewLeases leases, Duration length, boolean alone, WatchDatabase ledger, Heartbeats hearts) {
    this.leases = leases;
    this.length = length;
    this.alone = alone;
    this.ledger = ledger;
    this.hearts = hearts;
    ledger.onRecovery(this::renewAfterOutage);
  }

  @Override
  public void start() {
    if (alone) {
      leases.takeOverAll();
    }
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "ledger-leases");
              thread.setDaemon(true);
              return thread;
            });
    long period = length.toMillis() / 3;
    heart = hearts.register("ledger-leases", Heartbeats.MAX_ITERATION.plus(length));
    timer.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
  }

  /** After an outage: what it left without an outcome is given back at once. */
  private void renewAfterOutage() {
    ScheduledExecutorService current = timer;
    if (current != null && !current.isShutdown()) {
      current.execute(this::renew);
    }
  }

  private void renew() {
    try {
      heart.beat();
      leases.abortStuckTransaction();
      if (!ledger.isUnavailable()) {
        leases.renew();
      }
    } catch (Throwable e) {
      // Even out of memory, which would end the timer. The leases run out and the work is done
      // again, under a higher fence: nothing is lost.
      if (!ledger.isPartOfOutage(e)) {
        LOG.warn("The leases could not be renewed and may end early: {}", PlainWords.of(e));
      }
    }
  }

  @Override
  public void stop() {
    heart.close();
    // Without an interrupt: an interrupted write would close an embedded database.
    timer.shutdown();
    try {
      if (!timer.awaitTermination(length.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The leases are still being renewed at the end of the program.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timer = null;
    try {
      leases.releaseAll();
    } catch (RuntimeException e) {
      LOG.warn("The leases could not be given up; they end by themselves: {}", e.getMessage());
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  /** Before Camel's routes start, and after they have stopped. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1000;
  }
}
