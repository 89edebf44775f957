package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.mail.MailConnection;
import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.mail.server.MailFailed;
import dev.rivyaroutes.mail.smtp.SendOutcome;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a mail once where the mailbox can tell: a repeated delivery first looks for its Message-ID
 * in the folder of sent mail, and with a copy to the own address also in the mailbox.
 */
final class SendOnce {

  private static final Logger LOG = LoggerFactory.getLogger(SendOnce.class);
  private static final String INBOX = "INBOX";

  /** Servers file sent mail some time after they have taken it. */
  private static final Duration UNTIL_FILED = Duration.ofMinutes(1);

  private final MailConnection connection;
  private final InternetAddress from;
  private final boolean copyToSelf;

  SendOnce(MailConnection connection, InternetAddress from, boolean copyToSelf) {
    this.connection = connection;
    this.from = from;
    this.copyToSelf = copyToSelf;
  }

  /**
   * Sends the mail, unless it was sent before.
   *
   * @param repeated whether an earlier attempt may have sent it
   * @return what is known beyond the success, for the ledger; empty for nothing
   */
  String send(ResultMessage mail, boolean repeated) throws DeliveryFailed, MessagingException {
    Optional<String> found = repeated ? find(mail) : Optional.empty();
    if (found.isPresent()) {
      return ", sent before: found in " + found.get();
    }
    SendOutcome outcome = connection.send(mail, from.getAddress(), recipients(mail));
    if (outcome.kind() != SendOutcome.Kind.ACCEPTED) {
      throw failed(mail, outcome);
    }
    save(mail);
    return outcome.refused().entrySet().stream()
        .map(
            one ->
                mail.withoutAsker(", refused for %s: %s".formatted(one.getKey(), one.getValue())))
        .sorted()
        .collect(Collectors.joining());
  }

  private List<InternetAddress> recipients(ResultMessage mail) throws MessagingException {
    Set<InternetAddress> recipients = new LinkedHashSet<>();
    for (Address address : mail.getAllRecipients()) {
      recipients.add((InternetAddress) address);
    }
    if (copyToSelf) {
      recipients.add(from);
    }
    return List.copyOf(recipients);
  }

  private DeliveryFailed failed(ResultMessage mail, SendOutcome outcome) {
    MediaSource.Broken broken = mail.broken();
    if (broken != null) {
      String what =
          "File %d of job %s could not be read from the media store, so no mail was sent: "
              .formatted(broken.file().n(), mail.jobId());
      return broken.getCause() instanceof FileNotFoundException
          ? DeliveryFailed.permanently(
              what + "it was deleted. Raise rivya.media.keep to keep results longer.", broken)
          : new DeliveryFailed(what + broken.getMessage() + ".", broken);
    }
    String reason = mail.withoutAsker(outcome.reason());
    return switch (outcome.kind()) {
      case REFUSED -> DeliveryFailed.permanently(reason, null);
      case UNKNOWN -> new DeliveryFailed(reason + " " + next(), UNTIL_FILED, null);
      default -> new DeliveryFailed(reason);
    };
  }

  private String next() {
    return connection.hasMailbox()
        ? "Before the next attempt the mail is searched for by its Message-ID; if it is found, it is not sent again."
        : "It is sent again with the same Message-ID. With %s.imap it would be searched for first."
            .formatted(connection.key());
  }

  private Optional<String> find(ResultMessage mail) throws DeliveryFailed, MessagingException {
    if (!connection.hasMailbox()) {
      return Optional.empty();
    }
    try {
      for (String folder : folders()) {
        try (Mailbox mailbox = connection.openMailbox(folder)) {
          if (!mailbox.uidsOf(mail.getMessageID()).isEmpty()) {
            return Optional.of(folder);
          }
        }
      }
      return Optional.empty();
    } catch (MailFailed e) {
      throw new DeliveryFailed(
          "The mail of job %s may have been sent before, and it could not be searched for: %s It is not sent before that is known."
              .formatted(mail.jobId(), e.getMessage()),
          e);
    }
  }

  private List<String> folders() throws MailFailed {
    List<String> folders = new ArrayList<>();
    connection.sentFolder().ifPresent(folders::add);
    if (copyToSelf) {
      folders.add(INBOX);
    }
    return folders;
  }

  /** The mail is sent, whatever happens to the copy. */
  private void save(ResultMessage mail) {
    if (!connection.savesSent()) {
      return;
    }
    try {
      Optional<String> sent = connection.sentFolder();
      if (sent.isPresent()) {
        try (Mailbox mailbox = connection.openMailbox(sent.get())) {
          mailbox.append(mail);
        }
      }
    } catch (MailFailed e) {
      LOG.warn(
          "The mail of job {} was sent, but not added to the folder of sent mail: {}",
          mail.jobId(),
          e.getMessage());
    }
  }
}
