package dev.rivyaroutes.media;

import dev.rivyaroutes.PlainWords;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The health of the media store. A question for it starts a check, at most one every ten seconds,
 * and is answered at once with the result of the last check: a store that hangs delays no probe. It
 * is not part of liveness and readiness, because neither a restart nor fewer replicas would help.
 */
@Component("mediaHealthContributor")
final class MediaHealth implements HealthIndicator, DisposableBean {

  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final MediaStore store;
  private final Clock clock;
  private final ExecutorService thread;
  private Instant begunAt = Instant.MIN;
  private boolean running;
  private Instant failedSince;
  private String cause;

  MediaHealth(MediaStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    CustomizableThreadFactory threads = new CustomizableThreadFactory("media-health-");
    threads.setDaemon(true);
    this.thread = Executors.newSingleThreadExecutor(threads);
  }

  @Override
  public synchronized Health health() {
    Instant now = clock.instant();
    if (!running && Duration.between(begunAt, now).abs().compareTo(FRESH) >= 0) {
      running = true;
      begunAt = now;
      thread.execute(this::check);
    } else if (running && begunAt.plus(LONGEST).isBefore(now)) {
      failed(begunAt, "The media store has not answered.");
    }
    if (cause == null) {
      return Health.up().build();
    }
    return Health.down()
        .withDetail("failedSince", failedSince.toString())
        .withDetail("cause", cause)
        .build();
  }

  private void check() {
    String found = null;
    try {
      store.check();
    } catch (IOException | RuntimeException e) {
      found = PlainWords.of(e);
    }
    synchronized (this) {
      running = false;
      if (found == null) {
        failedSince = null;
        cause = null;
      } else {
        failed(clock.instant(), found);
      }
    }
  }

  private void failed(Instant at, String why) {
    failedSince = failedSince == null ? at : failedSince;
    cause = why;
  }

  @Override
  public void destroy() {
    thread.shutdownNow();
  }
}
