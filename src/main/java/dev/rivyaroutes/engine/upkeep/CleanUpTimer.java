package dev.rivyaroutes.engine.upkeep;

import dev.rivyaroutes.BackgroundLoop;
import dev.rivyaroutes.PlainWords;
import java.time.Duration;
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
  private volatile BackgroundLoop loop;

  CleanUpTimer(CleanUp cleanUp, ReportOrphanedJobs orphans) {
    this.cleanUp = cleanUp;
    this.orphans = orphans;
  }

  @Override
  public void start() {
    loop = BackgroundLoop.start("clean-up", partOfHour(10, 100), this::cleanUp);
  }

  private Duration cleanUp(BackgroundLoop running) {
    try {
      orphans.report();
      cleanUp.run(() -> !running.stopsWithin(DELAY));
    } catch (Throwable e) {
      // Errors too, such as out of memory: without this thread nothing would be cleaned up.
      LOG.warn("The clean-up failed; the next one is in about an hour: {}", PlainWords.of(e));
    }
    return partOfHour(80, 120);
  }

  private Duration partOfHour(int fromPercent, int toPercent) {
    return HOUR.multipliedBy(random.nextLong(fromPercent, toPercent)).dividedBy(100);
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
