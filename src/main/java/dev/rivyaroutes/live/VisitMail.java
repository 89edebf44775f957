package dev.rivyaroutes.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.brief.WaitingBrief;
import dev.rivyaroutes.brief.mail.MailDropSettings;
import dev.rivyaroutes.brief.mail.PeekMailbox;
import dev.rivyaroutes.flowtest.brief.WriteMail;
import dev.rivyaroutes.mail.MailConnection;
import dev.rivyaroutes.mail.MailConnections;
import dev.rivyaroutes.mail.server.MailFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Opens mailboxes for reading alone, and logs in to SMTP servers without sending. */
final class VisitMail {
  private final MailConnections connections;

  VisitMail(MailConnections connections) {
    this.connections = connections;
  }

  void source(LiveUse use, Seen seen) throws IOException {
    MailDropSettings settings = new MailDropSettings();
    settings.setConnection(use.connection());
    settings.setFolder(use.value("folder", "INBOX"));
    settings.setAfter(use.value("after", "keep"));
    settings.setTarget(use.value("target"));
    settings.setSenderProof(use.value("sender-proof", "dmarc"));
    settings.setInline(use.value("inline", "pictures"));
    MailConnection connection = connections.get(use.connection());
    String folder =
        "The folder %s of %s".formatted(use.value("folder", "INBOX"), connection.user());
    try (PeekMailbox mailbox = new PeekMailbox(settings, connection)) {
      long mails = mailbox.mails();
      seen.info("%s can be read; it has %d mail(s).".formatted(folder, mails));
      Optional<PeekMailbox.Mail> newest = mailbox.newest();
      if (newest.isPresent()) {
        mail(use, newest.get(), seen);
      }
    } catch (MailFailed e) {
      seen.error(e.getMessage(), "");
    }
  }

  private static void mail(LiveUse use, PeekMailbox.Mail mail, Seen seen) throws IOException {
    WaitingBrief brief = mail.brief();
    if (!mail.proof().proven()) {
      seen.note(
          "The newest mail, \"%s\", would go into quarantine: %s"
              .formatted(brief.name(), mail.proof().reason()),
          "Nothing is wrong if its sender is not to order here.");
      return;
    }
    ObjectNode form = Json.PLAIN.createObjectNode();
    form.putObject("mail").put("raw", "0");
    seen.sample(
        new Sample(
            use,
            Sample.named("The newest mail, \"%s\"".formatted(brief.name()), brief.since()),
            form,
            List.of(proven(mail))));
  }

  /** Inside of this process another server is the own one, whose word proves the sender. */
  private static byte[] proven(PeekMailbox.Mail mail) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(WriteMail.proof(mail.domain()));
    bytes.write(mail.brief().content());
    return bytes.toByteArray();
  }

  void sink(LiveUse use, Seen seen) {
    MailConnection connection = connections.get(use.connection());
    try {
      connection.tryLogin();
      seen.info(
          "The SMTP server of the mail connection %s accepts the login; no mail was sent. Not tried, because that would send one: whether it takes mail from %s."
              .formatted(connection.name(), connection.from()));
    } catch (MailFailed e) {
      seen.error(e.getMessage(), "");
    }
  }
}
