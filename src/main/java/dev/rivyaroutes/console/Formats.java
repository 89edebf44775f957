package dev.rivyaroutes.console;

import dev.rivyaroutes.PlainDuration;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Writes moments, credits and sizes for people; an empty text for what is not known. */
@Component("formats")
public class Formats {
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DecimalFormatSymbols ENGLISH = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private final Clock clock;

  Formats(Clock clock) {
    this.clock = clock;
  }

  /** How long ago, in its largest unit: {@code 3 min ago}; {@code in 5 s} for the future. */
  public String ago(Instant at) {
    if (at == null) {
      return "";
    }
    Duration since = Duration.between(at, clock.instant());
    if (since.abs().compareTo(Duration.ofSeconds(1)) < 0) {
      return "now";
    }
    return since.isNegative() ? "in " + largest(since.negated()) : largest(since) + " ago";
  }

  private static String largest(Duration duration) {
    Duration whole = Duration.ofSeconds(duration.toSeconds());
    String[] words = PlainDuration.of(whole).split(" ");
    return words[0] + " " + words[1];
  }

  /** In its largest unit, at least a second. */
  public String duration(Duration duration) {
    return duration.toSeconds() == 0 ? "1 s" : largest(duration);
  }

  public String at(Instant at) {
    return at == null ? "" : FULL.format(at);
  }

  /** The day in UTC. */
  public String day(Instant at) {
    return at == null ? "" : at.toString().substring(0, 10);
  }

  public String credits(BigDecimal credits) {
    return credits == null ? "" : new DecimalFormat("#,##0.####", ENGLISH).format(credits);
  }

  public String number(Long number) {
    return number == null ? "" : new DecimalFormat("#,##0", ENGLISH).format(number);
  }

  public String size(long bytes) {
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    return bytes < 1_000_000
        ? new DecimalFormat("#,##0 'KB'", ENGLISH).format(bytes / 1e3)
        : new DecimalFormat("#,##0.0 'MB'", ENGLISH).format(bytes / 1e6);
  }
}
