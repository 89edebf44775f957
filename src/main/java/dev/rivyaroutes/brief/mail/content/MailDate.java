package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.mail.content.mime.MailHeaders;
import jakarta.mail.internet.MailDateFormat;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;

/** The date of a mail, which decides nothing: senders write what they like. */
final class MailDate {
  private static final Instant FIRST = Instant.parse("1970-01-02T00:00:00Z");
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  private MailDate() {}

  /** Null when there is no date that can be one. */
  static Instant of(MailHeaders headers) {
    String text = headers.text("Date");
    if (text.isEmpty() || text.length() > 100) {
      return null;
    }
    try {
      Date date = new MailDateFormat().parse(text);
      Instant instant = date == null ? Instant.MIN : date.toInstant();
      return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
    } catch (ParseException | RuntimeException e) {
      return null;
    }
  }
}
