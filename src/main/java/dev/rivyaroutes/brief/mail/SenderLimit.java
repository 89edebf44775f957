package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.Require;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many mails a sender may order with in a time, such as {@code 20/h}.
 *
 * @param most 0 for any number
 */
record SenderLimit(int most, Duration period) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/([smhd])");

  static final SenderLimit NONE = new SenderLimit(0, Duration.ZERO);

  /**
   * @throws IllegalArgumentException with parameter, value and remedy
   */
  static SenderLimit parse(String text) {
    if (text.strip().equalsIgnoreCase("none")) {
      return NONE;
    }
    Matcher form = FORM.matcher(text.strip());
    Require.that(
        form.matches() && Integer.parseInt(form.group(1)) > 0,
        "mail-drop-source has max-per-sender: %s; it must be a number of mails per second, minute, hour or day, such as 20/h, or none."
            .formatted(text));
    Duration unit =
        switch (form.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          default -> Duration.ofDays(1);
        };
    return new SenderLimit(Integer.parseInt(form.group(1)), unit);
  }

  boolean isOn() {
    return most > 0;
  }

  @Override
  public String toString() {
    return most + " in " + (period.toDays() == 1 ? "a day" : unit());
  }

  private String unit() {
    return period.toHours() == 1 ? "an hour" : period.toMinutes() == 1 ? "a minute" : "a second";
  }
}
