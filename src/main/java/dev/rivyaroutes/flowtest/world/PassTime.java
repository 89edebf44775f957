package dev.rivyaroutes.flowtest.world;

import dev.rivyaroutes.ledger.commit.WorkSignal;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownAware;

/** Moves the clock on once nothing is under way, and wakes what is due then. */
public final class PassTime {
  private static final int TICK_MILLIS = 10;

  private final MovableClock clock;
  private final CamelContext camel;
  private final WorkSignal signal;

  PassTime(MovableClock clock, CamelContext camel, WorkSignal signal) {
    this.clock = clock;
    this.camel = camel;
    this.signal = signal;
  }

  /** Lets the program work for a moment of real time. */
  public void tick() throws InterruptedException {
    Thread.sleep(TICK_MILLIS);
  }

  /** Whether no route processes anything, or has claimed what it will process. */
  public boolean isQuiet() {
    return camel.getInflightRepository().size() == 0
        && camel.getRoutes().stream()
            .map(Route::getConsumer)
            .filter(ShutdownAware.class::isInstance)
            .allMatch(consumer -> ((ShutdownAware) consumer).getPendingExchangesSize() == 0);
  }

  public void forward(Duration by) {
    clock.forward(by);
    signal.signalAll();
  }
}
