package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.mail.content.text.MailText;
import java.util.List;

/**
 * What the parts of a mail hold.
 *
 * @param attachments the files that are used, in their order
 * @param remarks what of it is not used, each in a sentence
 */
record MailBody(MailText text, List<MailAttachment> attachments, List<String> remarks) {

  MailBody {
    attachments = List.copyOf(attachments);
    remarks = List.copyOf(remarks);
  }
}
