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
import dev.rivyaroutes.brief.mail.content.sender.MailList;
import dev.rivyaroutes.brief.mail.content.sender.MailSender;
import dev.rivyaroutes.brief.mail.content.text.ComposeText;
import dev.rivyaroutes.brief.mail.content.text.ComposedText;
import dev.rivyaroutes.brief.mail.content.text.MailText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;

/**
 * Reads a mail from its raw bytes. However damaged it is, it has facts: what cannot be used is told
 * as a remark or as the refusal among them. Files stay on disk until they are opened.
 */
public final class ReadMail {
  /** Outlook forwards a mail as an answer to it, and only the subject tells them apart. */
  private static final Pattern FORWARDED =
      Pattern.compile(
          "^(?:fwd?|wg|tr|rv|i|enc|vs|vl|pd|vb|doorst|továbbítás|fs|转发|轉寄|転送|전달)\\s*[:：]",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private final DataSize limit;
  private final Path folder;

  /** Keeps its temporary files where the host has them. */
  public ReadMail(DataSize limit) {
    this(limit, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param limit the largest mail; what is unpacked from containers in it may be as large again
   * @param folder where the temporary files of mails are written; it must exist
   */
  public ReadMail(DataSize limit, Path folder) {
    this.limit = limit;
    this.folder = folder;
  }

  /**
   * @param raw the mail as the server has it; it is not closed
   * @throws MailRefused when the mail is empty, or it or its headers are larger than the limit
   * @throws IOException when the mail cannot be read or its temporary files cannot be written;
   *     another try may help
   */
  public MailContent read(InputStream raw, InlinePictures inline) throws IOException, MailRefused {
    WorkFiles work = new WorkFiles(folder, new MailBudget(limit.toBytes()));
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
    MailList list = MailList.of(headers, sender);
    MailRefusal refusal = null;
    MailPart mail = null;
    Collected parts = new Collected();
    try {
      mail = ScanMail.scan(raw, work.budget(), 0);
      parts = CollectParts.of(mail, work);
    } catch (MailRefused e) {
      refusal = new MailRefusal(e.code(), e.getMessage());
    }
    String subject = headers.text("Subject");
    boolean answer = thread.isAnswer() && !FORWARDED.matcher(subject).find();
    ComposedText text = ComposeText.of(parts.texts(), answer);
    SelectAttachments files = new SelectAttachments(inline, text);
    for (FoundFile file : parts.files()) {
      files.add(file);
    }
    List<String> remarks = new ArrayList<>(parts.remarks());
    remarks.addAll(files.remarks());
    MailFacts facts =
        new MailFacts(
            IdentifyMail.of(headers, thread, head.body()),
            new MailHeading(thread, sender, list, MailDate.of(headers), subject),
            new MailBody(
                refusal == null ? text.text() : MailText.NONE, files.attachments(), remarks),
            FindAutomaticMail.in(headers, sender, list, mail, parts),
            refusal);
    return new MailContent(headers, facts, files.contents(), raw, work);
  }
}
