package dev.rivyaroutes.engine.upkeep;

import dev.rivyaroutes.PlainWords;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Cleans up once an hour, each replica at a moment of its own, and at a slow pace. Its end waits
 * for the small step that is at work: an interrupt would close an embedded database.
 */
@Component
class CleanUpTimer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CleanUpTimer.class);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration END = Duration.ofSeconds(10);

  private final CleanUp cleanUp;
  private final TellStrays strays;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private volatile CountDownLatch end;
  private Thread thread;

  CleanUpTimer(CleanUp cleanUp, TellStrays strays) {
    this.cleanUp = cleanUp;
    this.strays = strays;
  }

  @Override
  public void start() {
    CountDownLatch ends = new CountDownLatch(1);
    end = ends;
    thread = new Thread(() -> run(ends), "clean-up");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(CountDownLatch ends) {
    Duration wait = HOUR.multipliedBy(random.nextLong(10, 100)).dividedBy(100);
    while (!endsWithin(ends, wait)) {
      try {
        strays.tell();
        cleanUp.run(() -> !endsWithin(ends, PAUSE));
      } catch (Throwable e) {
        // Even out of memory: nothing would be cleaned up any more.
        LOG.warn(
            "The clean-up did not come to its end and is done again in an hour: {}",
            PlainWords.of(e));
      }
      wait = HOUR.multipliedBy(random.nextLong(80, 120)).dividedBy(100);
    }
  }

  private static boolean endsWithin(CountDownLatch ends, Duration wait) {
    try {
      return ends.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void stop() {
    end.countDown();
    end = null;
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return end != null;
  }
}
