package dev.rivyaroutes.brief.mail;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to where a folder has been read. UIDs only save work: what makes a mail known again is its id
 * in the ledger.
 *
 * @param uidValidity the UIDs are of this value
 * @param uid all mails up to this UID are settled
 * @param at all mails that arrived before are settled, or not wanted
 * @param catchUp mails below this UID count only if they arrived since {@code at}, because their
 *     UIDs say nothing about what is settled; 0 for none
 */
record MailPosition(long uidValidity, long uid, Instant at, long catchUp) {

  private static final Pattern FORM =
      Pattern.compile("uidvalidity=(\\d+) uid=(\\d+) at=(\\S+) catch-up=(\\d+)");

  static MailPosition parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalStateException(
          "The position \"%s\" in the ledger is not that of a mailbox.".formatted(text));
    }
    return new MailPosition(
        Long.parseLong(form.group(1)),
        Long.parseLong(form.group(2)),
        Instant.parse(form.group(3)),
        Long.parseLong(form.group(4)));
  }

  boolean isCatchingUp() {
    return uid + 1 < catchUp;
  }

  MailPosition settled(long mail) {
    return new MailPosition(uidValidity, Math.max(uid, mail), at, catchUp);
  }

  /** All mails are read that were there at this time. */
  MailPosition drained(Instant time) {
    return new MailPosition(uidValidity, Math.max(uid, catchUp - 1), time, 0);
  }

  @Override
  public String toString() {
    return "uidvalidity=%d uid=%d at=%s catch-up=%d".formatted(uidValidity, uid, at, catchUp);
  }
}
