package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.mail.content.MailFacts;
import java.util.regex.Pattern;

/** What of a mail is the prompt. */
enum MailPrompt {
  BOTH,
  SUBJECT,
  TEXT;

  /** What mail programs put before the subject of an answer or a forwarded mail. */
  private static final Pattern PREFIXES =
      Pattern.compile(
          "^(?:(?:re|aw|antw|sv|vs|odp|rif|rv|res|fwd?|wg|tr|enc|pd|i|回复|答复|转发)(?:\\[\\d+])?\\s*[:：]\\s*)+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Empty if the mail does not have it. */
  String of(MailFacts mail) {
    String subject = PREFIXES.matcher(mail.subject()).replaceFirst("").strip();
    String text = mail.text().text().strip();
    return switch (this) {
      case SUBJECT -> subject;
      case TEXT -> text;
      case BOTH -> (subject + "\n\n" + text).strip();
    };
  }
}
