package dev.rivyaroutes.rivya.wait;

import dev.rivyaroutes.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a waiting job is polled.
 *
 * @param first The wait before the first poll of a new task; up to half of it is added at random.
 * @param interval The wait between further polls: the shortest and the longest, with {@code ..}
 *     between.
 * @param intervalVideo The same for video and audio.
 * @param withEvents The wait between polls while events of the account arrive, which means that the
 *     event was first for four of the last five tasks.
 * @param deadline How long Rivya may work on a task before its job is shown as parked and polled
 *     less often.
 * @param late The wait between polls after the deadline.
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
    Require.that(!first.isNegative(), "rivya.wait.first is negative; write a wait such as 2s.");
    Require.atLeast("rivya.wait.deadline", deadline, "1s");
    Require.atLeast("rivya.wait.late", late, "100ms");
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
