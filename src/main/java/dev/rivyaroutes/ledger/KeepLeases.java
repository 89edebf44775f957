package dev.rivyaroutes.ledger;

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
final class KeepLeases implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(KeepLeases.class);

  private final RenewLeases leases;
  private final Duration length;
  private final boolean alone;
  private ScheduledExecutorService timer;

  KeepLeases(RenewLeases leases, Duration length, boolean alone) {
    this.leases = leases;
    this.length = length;
    this.alone = alone;
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
    timer.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
  }

  private void renew() {
    try {
      leases.renew();
    } catch (RuntimeException e) {
      // The leases run out and the work is done again, under a higher fence: nothing is lost.
      LOG.warn("The leases could not be renewed and may end early: {}", e.getMessage());
    }
  }

  @Override
  public void stop() {
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
      leases.giveUp();
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
