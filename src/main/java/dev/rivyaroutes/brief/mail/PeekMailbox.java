package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.WaitingBrief;
import dev.rivyaroutes.brief.mail.content.MailContent;
import dev.rivyaroutes.brief.mail.content.ReadMail;
import dev.rivyaroutes.brief.mail.content.mime.MailRefused;
import dev.rivyaroutes.brief.mail.content.sender.ProveSender;
import dev.rivyaroutes.brief.mail.content.sender.SenderProof;
import dev.rivyaroutes.mail.MailConnection;
import dev.rivyaroutes.mail.imap.MailSummary;
import dev.rivyaroutes.mail.imap.Mailbox;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/**
 * Looks at a folder of a mailbox, which is opened for reading alone: no mail is marked, moved or
 * deleted.
 */
public final class PeekMailbox implements AutoCloseable {
  private final MailDropSettings settings;
  private final MailConnection connection;
  private final Mailbox mailbox;

  /**
   * @throws IllegalArgumentException with parameter, value and remedy
   */
  public PeekMailbox(MailDropSettings settings, MailConnection connection) {
    settings.check(connection.authservId());
    this.settings = settings;
    this.connection = connection;
    this.mailbox = connection.examineMailbox(settings.folder());
  }

  /** The number of mails in the folder. */
  public long mails() throws IOException {
    return mailbox.status().messages();
  }

  /**
   * A mail of the folder.
   *
   * @param brief its raw bytes under its subject
   * @param domain the domain of its sender; empty if it has none
   * @param proof whether the sender is proven, and why or why not
   */
  public record Mail(WaitingBrief brief, String domain, SenderProof proof) {}

  /** The newest mail; empty if there is none, or it is too large to be looked at. */
  public Optional<Mail> newest() throws IOException {
    mailbox.status();
    List<Long> uids = mailbox.uidsAfter(0, Integer.MAX_VALUE);
    if (uids.isEmpty()) {
      return Optional.empty();
    }
    long uid = uids.get(uids.size() - 1);
    Optional<MailSummary> summary = mailbox.summary(uid);
    try (InputStream raw = mailbox.open(uid);
        MailContent mail =
            new ReadMail(DataSize.ofBytes(WaitingBrief.LARGEST)).read(raw, settings.inline());
        InputStream bytes = mail.openRaw()) {
      SenderProof proof =
          new ProveSender(settings.senderProof(), connection.authservId())
              .prove(mail.headers(), mail.facts().sender());
      String domain =
          mail.facts().sender().from() == null ? "" : mail.facts().sender().from().domain();
      return Optional.of(
          new Mail(
              new WaitingBrief(
                  ReadNewMail.name(mail.facts().subject()),
                  summary.map(MailSummary::received).orElse(null),
                  bytes.readAllBytes(),
                  Siblings.NONE),
              domain,
              proof));
    } catch (MailRefused e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    mailbox.close();
  }
}
