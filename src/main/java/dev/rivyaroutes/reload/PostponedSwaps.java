package dev.rivyaroutes.reload;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The flow files whose swap had to wait for what is under way, and when it is tried again. */
final class PostponedSwaps {

  private static final Logger LOG = LoggerFactory.getLogger(PostponedSwaps.class);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Clock clock;
  private final Map<String, Instant> notBefore = new HashMap<>();

  PostponedSwaps(Clock clock) {
    this.clock = clock;
  }

  boolean isDue(String file) {
    return !clock.instant().isBefore(notBefore.getOrDefault(file, Instant.MIN));
  }

  void add(String file) {
    notBefore.put(file, clock.instant().plus(AGAIN));
    LOG.info(
        "{} changed, but calls or deliveries of its flow are still under way. The next attempt to swap it is in {} s.",
        file,
        AGAIN.toSeconds());
  }
}
