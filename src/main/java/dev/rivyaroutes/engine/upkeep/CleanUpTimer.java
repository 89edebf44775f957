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
 * Runs the clean-up about once an hour, each replica at a different time, with a delay after each
 * batch. Stopping waits for the current batch, because an interrupt would close an embedded
 * database.
 */
@Component
class CleanUpTimer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CleanUpTimer.class);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DELAY = Duration.ofMillis(100);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final CleanUp cleanUp;
  private final ReportOrphanedJobs orphans;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private volatile CountDownLatch stop;
  private Thread thread;

  CleanUpTimer(CleanUp cleanUp, ReportOrphanedJobs orphans) {
    this.cleanUp = cleanUp;
    this.orphans = orphans;
  }

  @Override
  public void start() {
    CountDownLatch stopping = new CountDownLatch(1);
    stop = stopping;
    thread = new Thread(() -> run(stopping), "clean-up");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(CountDownLatch stopping) {
    Duration wait = HOUR.multipliedBy(random.nextLong(10, 100)).dividedBy(100);
    while (!stopsWithin(stopping, wait)) {
      try {
        orphans.report();
        cleanUp.run(() -> !stopsWithin(stopping, DELAY));
      } catch (Throwable e) {
        // Errors too, such as out of memory: without this thread nothing would be cleaned up.
        LOG.warn("The clean-up failed; the next one is in about an hour: {}", PlainWords.of(e));
      }
      wait = HOUR.multipliedBy(random.nextLong(80, 120)).dividedBy(100);
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
