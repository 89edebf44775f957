package dev.rivyaroutes.rivya;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a waiting job is looked at.
 *
 * @param first the wait before the first look; up to half of it is added at random
 * @param interval the waits between further looks, from and to
 * @param intervalVideo the same for video and audio
 * @param withEvents the waits before all looks while the account's events are known to arrive
 * @param deadline how long Rivya may work before the job is shown as parked and looked at less
 *     often
 * @param late the time between looks after the deadline
 */
@ConfigurationProperties("rivya.wait")
public record WaitProperties(
    @DefaultValue("2s") Duration first,
    @DefaultValue("5s..10s") String interval,
    @DefaultValue("15s..30s") String intervalVideo,
    @DefaultValue("1m..2m") String withEvents,
    @DefaultValue("1h") Duration deadline,
    @DefaultValue("10m") Duration late) {

  public WaitProperties {
    Range.parse("rivya.wait.interval", interval);
    Range.parse("rivya.wait.interval-video", intervalVideo);
    Range.parse("rivya.wait.with-events", withEvents);
    if (first.isNegative()) {
      throw new IllegalArgumentException("rivya.wait.first is negative; write a wait such as 2s.");
    }
    if (deadline.toSeconds() < 1 || late.toMillis() < 100) {
      throw new IllegalArgumentException(
          "rivya.wait.deadline must be at least 1s and rivya.wait.late at least 100ms.");
    }
  }

  Range ordinary() {
    return Range.parse("rivya.wait.interval", interval);
  }

  Range eventful() {
    return Range.parse("rivya.wait.with-events", withEvents);
  }

  Range slow() {
    return Range.parse("rivya.wait.interval-video", intervalVideo);
  }
}
