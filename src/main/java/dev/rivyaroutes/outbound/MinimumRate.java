package dev.rivyaroutes.outbound;

import java.time.Duration;

/**
 * The least rate of a stream whose pace another host sets. Only the time spent waiting for the host
 * counts, so that a reader of ours may be as slow as it likes.
 *
 * @param bytesPerSecond the least rate; 0 is none
 * @param window how long the host may stay below it
 */
public record MinimumRate(long bytesPerSecond, Duration window) {

  /** Bounds nothing. */
  public static final MinimumRate ANY = new MinimumRate(0, Duration.ofSeconds(30));

  boolean allows(long bytes, Duration waited) {
    return bytes >= bytesPerSecond * (waited.toMillis() / 1000.0);
  }
}
