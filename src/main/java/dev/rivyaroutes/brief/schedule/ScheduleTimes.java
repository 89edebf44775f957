package dev.rivyaroutes.brief.schedule;

import dev.rivyaroutes.Require;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * The times of a cron expression in a time zone. A local time that the clocks skip is moved to the
 * end of the gap, and one that occurs twice counts once, at its first occurrence. An expression for
 * every hour has all hours of such a day instead.
 */
final class ScheduleTimes {
  private static final int FIELDS_WITHOUT_SECONDS = 5;
  private static final int HOUR = 2;

  /** How far to look back for the latest time, the shortest first. */
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(32),
          Duration.ofDays(366));

  private final CronExpression cron;
  private final ZoneId zone;
  private final boolean hourly;

  private ScheduleTimes(CronExpression cron, ZoneId zone, boolean hourly) {
    this.cron = cron;
    this.zone = zone;
    this.hourly = hourly;
  }

  /**
   * @param cron five fields from the minute, six from the second, or a word such as {@code @daily}
   * @throws IllegalArgumentException with the remedy, if either is invalid or the time never comes
   */
  static ScheduleTimes of(String cron, String zone, Instant now) {
    String text = cron.strip().replaceAll("\\s+", " ");
    int fields = text.split(" ").length;
    String full = fields == FIELDS_WITHOUT_SECONDS ? "0 " + text : text;
    CronExpression expression;
    try {
      expression = CronExpression.parse(full);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "schedule-source has cron: %s, which is not valid (%s). Write five fields (minute, hour, day, month, weekday) or six with the second first, such as 30 7 * * MON-FRI."
              .formatted(text, e.getMessage()));
    }
    String[] parts = full.split(" ");
    boolean hourly = parts.length > HOUR && parts[HOUR].equals("*") || text.equals("@hourly");
    ScheduleTimes times = new ScheduleTimes(expression, zoneOf(zone), hourly);
    Require.that(
        times.next(now).isPresent(),
        "schedule-source has cron: %s, a time that never comes. Correct the day or the month."
            .formatted(text));
    return times;
  }

  private static ZoneId zoneOf(String zone) {
    try {
      return ZoneId.of(zone.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "schedule-source has time-zone: %s, which is not known. Write a region such as Europe/Berlin, or UTC."
              .formatted(zone));
    }
  }

  /** The first time after an instant. */
  Optional<Instant> next(Instant after) {
    if (hourly) {
      return Optional.ofNullable(cron.next(after.atZone(zone))).map(ZonedDateTime::toInstant);
    }
    // CronExpression would leave out a time that the clocks skip, and repeat one.
    LocalDateTime local = LocalDateTime.ofInstant(after, zone);
    Instant time;
    do {
      local = cron.next(local);
      time = local == null ? null : instant(local);
    } while (time != null && !time.isAfter(after));
    return Optional.ofNullable(time);
  }

  private Instant instant(LocalDateTime local) {
    ZoneOffsetTransition gap = zone.getRules().getTransition(local);
    return gap != null && gap.isGap() ? gap.getInstant() : local.atZone(zone).toInstant();
  }

  /** The last time after one instant and not after another. */
  Optional<Instant> latest(Instant after, Instant until) {
    for (Duration window : WINDOWS) {
      Instant from = until.minus(window);
      if (!from.isAfter(after)) {
        break;
      }
      List<Instant> found = between(from, until);
      if (!found.isEmpty()) {
        return Optional.of(found.get(found.size() - 1));
      }
    }
    List<Instant> found = between(after, until);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }

  /** All times after one instant and not after another. */
  List<Instant> between(Instant after, Instant until) {
    List<Instant> times = new ArrayList<>();
    Optional<Instant> time = next(after);
    while (time.isPresent() && !time.get().isAfter(until)) {
      times.add(time.get());
      time = next(time.get());
    }
    return times;
  }

  /** A time as people write it, with its offset. */
  String text(Instant time) {
    return time.atZone(zone).toOffsetDateTime().toString();
  }
}
