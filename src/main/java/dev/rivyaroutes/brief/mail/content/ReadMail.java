package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.mail.content.mime.FileRange;
import dev.rivyaroutes.brief.mail.content.mime.MailBudget;
import dev.rivyaroutes.brief.mail.content.mime.MailHeaders;
import dev.rivyaroutes.brief.mail.content.mime.MailPart;
import dev.rivyaroutes.brief.mail.content.mime.MailRefused;
import dev.rivyaroutes.brief.mail.content.mime.ScanMail;
import dev.rivyaroutes.brief.mail.content.mime.WorkFiles;
import dev.rivyaroutes.brief.mail.content.part.CollectParts;
import dev.rivyaroutes.brief.mail.content.part.Collected;
import dev.rivyaroutes.brief.mail.content.part.FoundFile;
import dev.rivyaroutes.brief.mail.content.sender.MailSender;
import dev.rivyaroutes.brief.mail.content.text.ComposeText;
import dev.rivyaroutes.brief.mail.content.text.ComposedText;
import dev.rivyaroutes.brief.mail.content.text.MailText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.unit.DataSize;

/**
 * Reads a mail from its raw bytes. However damaged it is, it has facts: what cannot be used is told
 * as a remark or as the refusal among them. Files stay on disk until they are opened.
 */
public final class ReadMail {
  private final DataSize limit;

  /**
   * @param limit the largest mail; what is unpacked from containers in it may be as large again
   */
  public ReadMail(DataSize limit) {
    this.limit = limit;
  }

  /**
   * @param raw the mail as the server has it; it is not closed
   * @throws MailRefused when the mail is empty, or it or its headers are larger than the limit
   * @throws IOException when the mail cannot be read or its temporary files cannot be written;
   *     another try may help
   */
  public MailContent read(InputStream raw, InlinePictures inline) throws IOException, MailRefused {
    WorkFiles work = new WorkFiles(new MailBudget(limit.toBytes()));
    try {
      return read(work.spool(raw, limit.toBytes()), work, inline);
    } catch (IOException | MailRefused | RuntimeException | Error e) {
      work.close();
      throw e;
    }
  }

  private static MailContent read(FileRange raw, WorkFiles work, InlinePictures inline)
      throws IOException, MailRefused {
    if (raw.length() == 0) {
      throw new MailRefused("mail-empty", "The mail is empty: it has not one byte. Send it again.");
    }
    ScanMail.Head head = ScanMail.head(raw, new MailBudget(0));
    MailHeaders headers = head.headers();
    MailThread thread = MailThread.of(headers);
    MailSender sender = MailSender.of(headers);
    MailRefusal refusal = null;
    MailPart mail = null;
    Collected parts = new Collected();
    try {
      mail = ScanMail.scan(raw, work.budget(), 0);
      parts = CollectParts.of(mail, work);
    } catch (MailRefused e) {
      refusal = new MailRefusal(e.code(), e.getMessage());
    }
    ComposedText text = ComposeText.of(parts.texts(), thread.isAnswer());
    SelectAttachments files = new SelectAttachments(inline, text);
    for (FoundFile file : parts.files()) {
      files.add(file);
    }
    List<String> remarks = new ArrayList<>(parts.remarks());
    remarks.addAll(files.remarks());
    MailFacts facts =
        new MailFacts(
            IdentifyMail.of(headers, thread, head.body()),
            thread,
            sender,
            MailDate.of(headers),
            headers.text("Subject"),
            refusal == null ? text.text() : MailText.NONE,
            files.attachments(),
            FindAutomaticMail.in(headers, sender, mail, parts),
            refusal,
            remarks);
    return new MailContent(headers, facts, files.contents(), raw, work);
  }
}
