package dev.rivyaroutes.engine.bulk;

import dev.rivyaroutes.BackgroundLoop;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.ledger.bulk.StepBulkOrders;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.media.MediaStore;
import java.time.Duration;
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
  private volatile BackgroundLoop loop;

  RunBulkOrders(StepBulkOrders steps, MediaStore store, DatabaseAvailability ledger) {
    this.steps = steps;
    this.store = store;
    this.ledger = ledger;
  }

  @Override
  public void start() {
    loop = BackgroundLoop.start("bulk-orders", INTERVAL, stopping -> step());
  }

  private Duration step() {
    try {
      return !ledger.isUnavailable() && steps.step(store::keeps) ? Duration.ZERO : INTERVAL;
    } catch (Throwable e) {
      // Errors too, such as out of memory: without this thread no bulk order would go on.
      if (!ledger.isPartOfOutage(e)) {
        LOG.warn(
            "A step of a bulk order failed and is repeated in a few seconds: {}", PlainWords.of(e));
      }
      return INTERVAL;
    }
  }

  @Override
  public void stop() {
    loop.stop(STOP_TIMEOUT);
    loop = null;
  }

  @Override
  public boolean isRunning() {
    return loop != null;
  }
}
