package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.mail.content.sender.MailAddress;
import dev.rivyaroutes.brief.mail.content.sender.MailList;
import dev.rivyaroutes.brief.mail.content.sender.MailSender;
import dev.rivyaroutes.brief.mail.content.text.MailText;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a mail.
 *
 * @param id the id of the mail as a brief; the same wherever it is filed
 * @param automatic why it makes no job although nothing is wrong with it; null for a mail of a
 *     person
 * @param refusal why its content cannot be used, such as encryption; null when it can
 */
public record MailFacts(
    String id, MailHeading heading, MailBody body, AutomaticMail automatic, MailRefusal refusal) {

  public MailThread thread() {
    return heading.thread();
  }

  public MailSender sender() {
    return heading.sender();
  }

  /** The mailing list that it came by; null if it names none. */
  public MailList list() {
    return heading.list();
  }

  /** Who gets the answer, never a mailing list; null if nobody can get one. */
  public MailAddress asker() {
    return list() == null ? sender().from() : list().author();
  }

  public Instant date() {
    return heading.date();
  }

  public String subject() {
    return heading.subject();
  }

  public MailText text() {
    return body.text();
  }

  public List<MailAttachment> attachments() {
    return body.attachments();
  }

  public List<String> remarks() {
    return body.remarks();
  }
}
