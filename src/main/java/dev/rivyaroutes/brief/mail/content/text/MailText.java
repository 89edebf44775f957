package dev.rivyaroutes.brief.mail.content.text;

/**
 * The text of a mail.
 *
 * @param text what is new in it, or all of a mail that only forwards another
 * @param quoted earlier mails that were cut off; empty when there are none
 * @param signature the signature that was cut off; empty when there is none
 */
public record MailText(String text, String quoted, String signature) {
  public static final MailText NONE = new MailText("", "", "");

  /** Both, one below the other. */
  MailText and(MailText below) {
    return new MailText(
        joined(text, below.text), joined(quoted, below.quoted), joined(signature, below.signature));
  }

  /** What was cut off; null if that is nothing. */
  public String omitted() {
    String all = joined(signature, quoted);
    return all.isEmpty() ? null : all;
  }

  private static String joined(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a + b;
    }
    return a + "\n\n" + b;
  }
}
