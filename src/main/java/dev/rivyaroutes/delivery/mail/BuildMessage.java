package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.delivery.mail.ChooseAttachments.Chosen;
import dev.rivyaroutes.media.MediaStore;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import java.util.List;

/** Builds the body of a mail. The same letter and files give the same bytes. */
final class BuildMessage {

  private static final String UTF_8 = "UTF-8";

  private final MediaStore media;

  BuildMessage(MediaStore media) {
    this.media = media;
  }

  /**
   * The text in its two forms, with its pictures, and then the other files.
   *
   * @param mail is told when an attachment cannot be read
   */
  MimeMultipart body(Letter letter, Chosen files, MessageId id, ResultMessage mail)
      throws MessagingException {
    MimeMultipart body = new FixedMultipart("alternative", id.boundary("text"), null);
    body.addBodyPart(text(PlainLetter.of(letter), "plain"));
    body.addBodyPart(text(HtmlLetter.of(letter), "html"));
    if (!files.previews().isEmpty()) {
      body =
          with(
              new FixedMultipart("related", id.boundary("shown"), "multipart/alternative"),
              body,
              files.previews(),
              mail);
    }
    return files.others().isEmpty()
        ? body
        : with(new FixedMultipart("mixed", id.boundary("files"), null), body, files.others(), mail);
  }

  private MimeMultipart with(
      MimeMultipart outer, MimeMultipart first, List<MailFile> files, ResultMessage mail)
      throws MessagingException {
    MimeBodyPart wrapped = new MimeBodyPart();
    wrapped.setContent(first);
    outer.addBodyPart(wrapped);
    for (MailFile file : files) {
      outer.addBodyPart(attachment(file, mail));
    }
    return outer;
  }

  private static MimeBodyPart text(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, UTF_8, subtype);
    // Long lines and all scripts survive every server.
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return part;
  }

  private MimeBodyPart attachment(MailFile file, ResultMessage mail) throws MessagingException {
    ContentType type = new ContentType(file.file().contentType());
    ContentDisposition disposition = new ContentDisposition("attachment");
    ParameterList name = new ParameterList();
    name.set("filename", file.name(), UTF_8);
    disposition.setParameterList(name);
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new MediaSource(file.file(), media, mail::recordBroken)));
    part.setHeader("Content-Type", MimeUtility.fold(14, type.toString()));
    part.setHeader("Content-Disposition", MimeUtility.fold(21, disposition.toString()));
    part.setHeader("Content-Transfer-Encoding", "base64");
    if (file.contentId() != null) {
      part.setHeader("Content-ID", "<" + file.contentId() + ">");
    }
    return part;
  }
}
