package dev.rivyaroutes.engine.bulk;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.ledger.bulk.StepBulkOrders;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.media.MediaStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks for due steps of bulk orders once a second, and carries them out one after another. The
 * replicas share the work: each step is claimed. Stopping waits for the current step.
 */
@Component
class RunBulkOrders implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RunBulkOrders.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final StepBulkOrders steps;
  private final MediaStore store;
  private final DatabaseAvailability ledger;
  private volatile CountDownLatch stop;
  private Thread thread;

  RunBulkOrders(StepBulkOrders steps, MediaStore store, DatabaseAvailability ledger) {
    this.steps = steps;
    this.store = store;
    this.ledger = ledger;
  }

  @Override
  public void start() {
    CountDownLatch stopping = new CountDownLatch(1);
    stop = stopping;
    thread = new Thread(() -> run(stopping), "bulk-orders");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(CountDownLatch stopping) {
    boolean busy = false;
    while (!stopsWithin(stopping, busy ? Duration.ZERO : INTERVAL)) {
      busy = false;
      try {
        busy = !ledger.isUnavailable() && steps.step(store::keeps);
      } catch (Throwable e) {
        // Errors too, such as out of memory: without this thread no bulk order would go on.
        if (!ledger.isPartOfOutage(e)) {
          LOG.warn(
              "A step of a bulk order failed and is repeated in a few seconds: {}",
              PlainWords.of(e));
        }
      }
    }
  }

  private static boolean stopsWithin(CountDownLatch stopping, Duration wait) {
    try {
      return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void stop() {
    stop.countDown();
    stop = null;
    try {
      thread.join(STOP_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return stop != null;
  }
}
