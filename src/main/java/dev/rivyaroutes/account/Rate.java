package dev.rivyaroutes.account;

import dev.rivyaroutes.Require;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rate of calls, such as {@code 10/s} or {@code 300/m}.
 *
 * @param interval the time from one call to the next
 */
public record Rate(Duration interval) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(s|m|h)");

  /**
   * Parses a rate.
   *
   * @throws IllegalArgumentException with the remedy, without a subject
   */
  public static Rate parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    Require.that(
        form.matches() && Integer.parseInt(form.group(1)) != 0,
        "is \"" + text + "\"; write calls per second, minute or hour, such as 10/s");
    long unit =
        switch (form.group(2)) {
          case "s" -> 1;
          case "m" -> 60;
          default -> 3_600;
        };
    return new Rate(Duration.ofSeconds(unit).dividedBy(Long.parseLong(form.group(1))));
  }
}
