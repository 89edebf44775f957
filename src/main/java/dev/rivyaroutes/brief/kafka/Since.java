package dev.rivyaroutes.brief.kafka;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** From when on records are taken at the first start of a group. */
final class Since {
  private static final String NOW = "now";
  private static final String BEGINNING = "beginning";

  private final String text;

  private Since(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException with value and remedy
   */
  static Since of(String text) {
    Since since = new Since(text.strip());
    try {
      since.from(Clock.systemUTC());
      return since;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "kafka-drop-source has since: %s; it must be now, beginning, or a date such as 2026-11-01."
              .formatted(text),
          e);
    }
  }

  boolean isNow() {
    return text.equals(NOW);
  }

  /** The earliest time of the records to take. */
  Instant from(Clock clock) {
    return switch (text) {
      case NOW -> clock.instant();
      case BEGINNING -> Instant.EPOCH;
      default ->
          text.indexOf('T') > 0
              ? Instant.parse(text)
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    };
  }
}
