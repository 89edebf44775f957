package dev.rivyaroutes.outbound;

import java.time.Duration;

/**
 * The minimum rate of a stream from another host. Only the time spent waiting for the host counts,
 * so that a slow reader on this side is no fault of the host.
 *
 * @param bytesPerSecond the minimum rate; 0 for none
 * @param window how long the host may stay below it
 */
public record MinimumRate(long bytesPerSecond, Duration window) {

  public static final MinimumRate ANY = new MinimumRate(0, Duration.ofSeconds(30));

  boolean allows(long bytes, Duration waited) {
    return bytes >= bytesPerSecond * (waited.toMillis() / 1000.0);
  }
}
