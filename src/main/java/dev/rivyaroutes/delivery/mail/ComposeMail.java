package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.delivery.mail.ChooseAttachments.Chosen;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.status.StatusLinks;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Composes the mail of a result. The same result gives the same bytes, at each attempt and on each
 * replica. Attachments are read from the media store while the mail is sent.
 */
final class ComposeMail {

  /** Marks mails of this program; a mailbox that a flow reads makes no job of them. */
  static final String OWN = "X-Rivya-Routes";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final MailParameters parameters;
  private final InternetAddress from;
  private final WriteLetter letters;
  private final ChooseAttachments attachments;
  private final BuildMessage build;

  ComposeMail(
      MailParameters parameters,
      InternetAddress from,
      ResultLinks links,
      StatusLinks status,
      MediaStore media) {
    this.parameters = parameters;
    this.from = from;
    this.letters = new WriteLetter(links, status, parameters.details());
    this.attachments = new ChooseAttachments(links, parameters.attachLimit());
    this.build = new BuildMessage(media);
  }

  /**
   * @param one the one file of the mail; null for the whole result
   */
  ResultMessage compose(Result result, ResultFile one) throws DeliveryFailed, MessagingException {
    Asker asker = Asker.of(result.returnAddress());
    boolean reply = parameters.toAsker();
    MessageId id = MessageId.of(result, one, from.getAddress());
    ResultMessage mail = new ResultMessage(result, id);
    mail.setFrom(from);
    mail.setRecipients(RecipientType.TO, to(result, asker).toArray(InternetAddress[]::new));
    mail.setRecipients(RecipientType.CC, parameters.cc().toArray(InternetAddress[]::new));
    if (!parameters.replyTo().isEmpty()) {
      mail.setReplyTo(parameters.replyTo().toArray(InternetAddress[]::new));
    }
    mail.setSubject(parameters.subject().subject(result, asker, reply), "UTF-8");
    mail.setHeader("Date", DATE.format(result.finishedAt()));
    mail.setHeader("Auto-Submitted", reply ? "auto-replied" : "auto-generated");
    mail.setHeader(OWN, MailText.line(result.deliveryId(), 200));
    if (reply && !asker.messageId().isEmpty()) {
      mail.setHeader("In-Reply-To", asker.messageId());
      mail.setHeader("References", MimeUtility.fold(12, String.join(" ", asker.references())));
    }
    Chosen files = attachments.choose(result, files(result, one), id);
    mail.setContent(build.body(letters.write(result, files, reply), files, id, mail));
    mail.saveChanges();
    return mail;
  }

  /** An answer that is in the text is not attached again. */
  private static List<ResultFile> files(Result result, ResultFile one) {
    if (result.answer() != null) {
      return List.of();
    }
    return one == null ? result.files() : List.of(one);
  }

  private List<InternetAddress> to(Result result, Asker asker) throws DeliveryFailed {
    List<InternetAddress> to = new ArrayList<>(parameters.to());
    if (!parameters.toAsker()) {
      return to;
    }
    if (!asker.exists()) {
      throw DeliveryFailed.permanently(
          "The result of job %s has no proven asker, so no mail was sent: its brief did not come by mail, or its sender could not be proven. Use to: asker only in flows of mail-drop-source with sender-proof, or name fixed addresses in mail-result-sink."
              .formatted(result.jobId()),
          null);
    }
    try {
      to.add(0, MailAddresses.parse(asker.address()));
    } catch (AddressException e) {
      throw DeliveryFailed.permanently(
          "The result of job %s was not mailed to its asker, whose address cannot be used: %s. Name a fixed address in the parameter `to` of mail-result-sink."
              .formatted(result.jobId(), e.getMessage()),
          e);
    }
    return to;
  }
}
