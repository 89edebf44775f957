package dev.rivyaroutes.brief.mail.content.part;

import dev.rivyaroutes.brief.mail.content.mime.DecodeCharset;
import dev.rivyaroutes.brief.mail.content.mime.FileRange;
import dev.rivyaroutes.brief.mail.content.mime.MailBudget;
import dev.rivyaroutes.brief.mail.content.mime.MailPart;
import dev.rivyaroutes.brief.mail.content.mime.WorkFiles;
import dev.rivyaroutes.brief.mail.content.text.RtfText;
import dev.rivyaroutes.brief.mail.content.text.TextBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.poi.hmef.Attachment;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.MAPIAttribute;
import org.apache.poi.hmef.attribute.MAPIRtfAttribute;
import org.apache.poi.hmef.attribute.MAPIStringAttribute;
import org.apache.poi.hmef.attribute.TNEFProperty;
import org.apache.poi.hsmf.datatypes.MAPIProperty;

/** Opens winmail.dat, in which Outlook packs text and files (TNEF). */
final class OpenTnef {
  private OpenTnef() {}

  static Collected open(MailPart part, WorkFiles work) throws IOException {
    Collected all = new Collected();
    Optional<HMEFMessage> message = parse(part);
    if (message.isEmpty()) {
      all.remark(
          "winmail.dat is damaged, so what is in it is not used. Send the mail as HTML or plain text instead of rich text.");
      return all;
    }
    try {
      text(message.get(), all);
    } catch (RuntimeException e) {
      all.remark("The text in winmail.dat is damaged, so it is not used.");
    }
    int number = 0;
    for (Attachment attachment : message.get().getAttachments()) {
      number++;
      try {
        file(attachment, work, all);
      } catch (RuntimeException e) {
        all.remark("File %d in winmail.dat is damaged, so it is not used.".formatted(number));
      } catch (MailBudget.UnpackedTooLarge e) {
        all.remark(
            "File %d in winmail.dat is larger than a mail may be, so it is not used."
                .formatted(number));
      }
    }
    return all;
  }

  /** Damage ends in exceptions of many kinds; a failure of the disk is none of them. */
  private static Optional<HMEFMessage> parse(MailPart part) throws IOException {
    byte[] bytes;
    try (InputStream in = part.open()) {
      bytes = in.readAllBytes();
    }
    try {
      return Optional.of(new HMEFMessage(new ByteArrayInputStream(bytes)));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private static void text(HMEFMessage message, Collected all) {
    MAPIAttribute html = message.getMessageMAPIAttribute(MAPIProperty.BODY_HTML);
    MAPIAttribute plain = message.getMessageMAPIAttribute(MAPIProperty.BODY);
    MAPIAttribute rtf = message.getMessageMAPIAttribute(MAPIProperty.RTF_COMPRESSED);
    if (html != null && html.getData().length > 0) {
      TextBlock.html(DecodeCharset.text(html.getData())).ifPresent(all::text);
    } else if (plain instanceof MAPIStringAttribute text) {
      all.text(TextBlock.plain(text.getDataString(), false, false));
    } else if (message.getMessageAttribute(TNEFProperty.ID_BODY) != null) {
      byte[] body = message.getMessageAttribute(TNEFProperty.ID_BODY).getData();
      all.text(TextBlock.plain(DecodeCharset.text(body), false, false));
    } else if (rtf instanceof MAPIRtfAttribute text) {
      all.text(TextBlock.plain(RtfText.of(text.getData()), false, false));
    }
  }

  private static void file(Attachment attachment, WorkFiles work, Collected all)
      throws IOException {
    FileRange unpacked = work.unpack(new ByteArrayInputStream(attachment.getContents()));
    String contentId = string(attachment, MAPIProperty.ATTACH_CONTENT_ID);
    String type = string(attachment, MAPIProperty.ATTACH_MIME_TAG);
    String name = attachment.getLongFilename();
    all.file(
        new FoundFile(
            name == null ? Optional.ofNullable(attachment.getFilename()).orElse("") : name,
            type.isEmpty() ? "application/octet-stream" : type,
            contentId,
            false,
            unpacked::open));
  }

  private static String string(Attachment attachment, MAPIProperty property) {
    MAPIAttribute found = attachment.getMAPIAttribute(property);
    return found instanceof MAPIStringAttribute text ? text.getDataString().strip() : "";
  }
}
