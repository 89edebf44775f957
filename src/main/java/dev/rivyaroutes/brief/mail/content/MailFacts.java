package dev.rivyaroutes.brief.mail.content;

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
