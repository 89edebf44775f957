package dev.rivyaroutes.mail;

import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.mail.server.MailFailed;
import dev.rivyaroutes.mail.server.MailNetwork;
import dev.rivyaroutes.mail.server.MailServer;
import dev.rivyaroutes.mail.smtp.SendMail;
import dev.rivyaroutes.mail.smtp.SendOutcome;
import dev.rivyaroutes.mail.token.Credential;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A named mail connection: a mailbox, a server for outgoing mail, or both. */
public final class MailConnection {

  private final String name;
  private final MailConnectionProperties settings;
  private final Credential credential;
  private final MailNetwork network;
  private final Optional<MailTransport> standIn;

  MailConnection(
      String name,
      MailConnectionProperties settings,
      Credential credential,
      MailNetwork network,
      Optional<MailTransport> standIn) {
    this.standIn = standIn;
    this.name = name;
    this.settings = settings;
    this.credential = credential;
    this.network = network;
  }

  public String name() {
    return name;
  }

  /** The name that the mailbox logs in with, usually its address. */
  public String user() {
    return settings.user();
  }

  /** The prefix of its configuration keys. */
  public String key() {
    return "rivya.mail." + name;
  }

  /** Whether an IMAP server is configured. */
  public boolean hasMailbox() {
    return !settings.imapHost().isEmpty();
  }

  /**
   * @throws IllegalArgumentException with the remedy, when no SMTP server is configured
   */
  public void requireSmtp() {
    requireHost("smtp", settings.smtpHost());
  }

  /** The name of the own server in {@code Authentication-Results}; empty if it is not set. */
  public String authservId() {
    return settings.authservId().strip();
  }

  /** Whether sent mail is to be added to the sent folder. */
  public boolean savesSent() {
    return settings.saveSent();
  }

  /** The address and the name in From of mail that is sent. */
  public InternetAddress from() {
    InternetAddress address = new InternetAddress();
    address.setAddress(settings.sender().strip());
    if (!settings.fromName().isBlank()) {
      try {
        address.setPersonal(settings.fromName().strip(), StandardCharsets.UTF_8.name());
      } catch (UnsupportedEncodingException e) {
        throw new IllegalStateException("UTF-8 is always there.", e);
      }
    }
    return address;
  }

  /**
   * A folder of the mailbox with a connection of its own, which is opened at the first call.
   *
   * @throws IllegalArgumentException with the remedy, when no IMAP server is configured
   */
  public Mailbox openMailbox(String folder) {
    return mailbox(folder, false);
  }

  /** The same for reading alone: the server changes nothing, whatever is asked of it. */
  public Mailbox examineMailbox(String folder) {
    return mailbox(folder, true);
  }

  private Mailbox mailbox(String folder, boolean examine) {
    requireHost("imap", settings.imapHost());
    MailConnectionProperties.Imap imap = settings.imap();
    int port = imap.port() == 0 ? imap.tls().imapPort() : imap.port();
    MailServer server =
        new MailServer(
            name, "imap", settings.imapHost(), port, imap.tls(), settings.timeout(), credential);
    return new Mailbox(server, network, folder, examine);
  }

  /** The folder of sent mail: the configured one, or the one that the server marks as such. */
  public Optional<String> sentFolder() throws MailFailed {
    if (!settings.sentFolder().isBlank()) {
      return Optional.of(settings.sentFolder().strip());
    }
    try (Mailbox inbox = openMailbox("INBOX")) {
      return inbox.sentFolder();
    }
  }

  /**
   * Sends a mail. The message is written as it is: its Message-ID and date are the caller's.
   *
   * @param from the sender of the envelope, to which bounces go
   * @throws IllegalArgumentException with the remedy, when no SMTP server is configured
   */
  public SendOutcome send(MimeMessage message, String from, List<InternetAddress> recipients) {
    requireSmtp();
    return standIn.isPresent()
        ? standIn.get().send(message, from, recipients)
        : sendMail().send(message, from, recipients);
  }

  /**
   * Logs in to the SMTP server and sends nothing.
   *
   * @throws MailFailed why it cannot be used
   */
  public void tryLogin() throws MailFailed {
    requireSmtp();
    sendMail().tryLogin();
  }

  /** Whether an SMTP server is configured. */
  public boolean hasSmtp() {
    return !settings.smtpHost().isEmpty();
  }

  private SendMail sendMail() {
    MailConnectionProperties.Smtp smtp = settings.smtp();
    int port = smtp.port() == 0 ? smtp.tls().smtpPort() : smtp.port();
    MailServer server =
        new MailServer(
            name, "smtp", settings.smtpHost(), port, smtp.tls(), settings.timeout(), credential);
    return new SendMail(server, network);
  }

  private void requireHost(String which, String host) {
    if (host.isEmpty()) {
      throw new IllegalArgumentException(
          "rivya.mail.%s.%s.host is not set; set it to the host name of the %s server."
              .formatted(name, which, which.toUpperCase(Locale.ROOT)));
    }
  }

  @Override
  public String toString() {
    return "%s[%s]".formatted(name, settings);
  }
}
