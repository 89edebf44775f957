package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.mail.content.sender.MailSender;
import dev.rivyaroutes.brief.mail.content.text.MailText;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a mail.
 *
 * @param id the id of the mail as a brief; the same wherever it is filed
 * @param sender who sent it by its own words
 * @param date when it says it was written; null when that is missing or no date
 * @param subject the decoded subject on one line; empty when there is none
 * @param attachments the files that are used, in their order
 * @param automatic why it makes no job although nothing is wrong with it; null for a mail of a
 *     person
 * @param refusal why its content cannot be used, such as encryption; null when it can
 * @param remarks what of it is not used, each in a sentence
 */
public record MailFacts(
    String id,
    MailThread thread,
    MailSender sender,
    Instant date,
    String subject,
    MailText text,
    List<MailAttachment> attachments,
    AutomaticMail automatic,
    MailRefusal refusal,
    List<String> remarks) {

  public MailFacts {
    attachments = List.copyOf(attachments);
    remarks = List.copyOf(remarks);
  }
}
