package dev.rivyaroutes.mail;

import dev.rivyaroutes.mail.server.Tls;
import dev.rivyaroutes.mail.token.Oauth2Properties;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A named mail connection, {@code rivya.mail.<name>}. Its text shows no secrets.
 *
 * @param imap The server of the mailbox. Needed by {@code mail-drop-source}.
 * @param smtp The server for outgoing mail. Needed by {@code mail-result-sink}.
 * @param user The name to log in with, usually the address of the mailbox.
 * @param password The password of the user; for Gmail an app password. Leave it empty with {@code
 *     oauth2}, or for a server that requires no login.
 * @param from The address in From of mail that is sent. Empty for {@code user}.
 * @param fromName The name shown beside the address in From.
 * @param authservId The name of your own mail server at the start of its {@code
 *     Authentication-Results} headers. Only these headers prove a sender.
 * @param sentFolder The folder of sent mail. Empty for the folder that the server marks as such.
 * @param saveSent Whether mail that was sent is added to the sent folder. Gmail and Microsoft 365
 *     do that themselves.
 * @param allowPlain Whether {@code tls: none} is allowed to a server that is not on this machine.
 *     Password and mail are then readable on the way.
 * @param timeout The maximum wait for a connection, for the next bytes of an answer and for a
 *     write.
 * @param oauth2 Access tokens in the place of a password.
 */
public record MailConnectionProperties(
    @DefaultValue Imap imap,
    @DefaultValue Smtp smtp,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("") String from,
    @DefaultValue("") String fromName,
    @DefaultValue("") String authservId,
    @DefaultValue("") String sentFolder,
    @DefaultValue("false") boolean saveSent,
    @DefaultValue("false") boolean allowPlain,
    @DefaultValue("30s") Duration timeout,
    @DefaultValue Oauth2Properties oauth2) {

  /**
   * The IMAP server.
   *
   * @param host The host name of the IMAP server. Known for the {@code oauth2.provider} microsoft
   *     and google.
   * @param port The port; 0 for the usual one: 993 for {@code implicit}, 143 for the others.
   * @param tls How the connection is encrypted: from its start, by STARTTLS (required), or not.
   */
  public record Imap(
      @DefaultValue("") String host,
      @DefaultValue("0") int port,
      @DefaultValue("implicit") Tls tls) {}

  /**
   * The SMTP server.
   *
   * @param host The host name of the SMTP server. Known for the {@code oauth2.provider} microsoft
   *     and google.
   * @param port The port; 0 for the usual one: 465 for {@code implicit}, 587 for {@code starttls},
   *     25 for {@code none}.
   * @param tls How the connection is encrypted: from its start, by STARTTLS (required), or not.
   */
  public record Smtp(
      @DefaultValue("") String host,
      @DefaultValue("0") int port,
      @DefaultValue("starttls") Tls tls) {}

  /** Without the secrets. */
  @Override
  public String toString() {
    return "imap=%s, smtp=%s, user=%s, password=%s, oauth2=%s"
        .formatted(imap, smtp, user, password.isEmpty() ? "not set" : "set", oauth2);
  }

  /** The address in From of mail that is sent. */
  String sender() {
    return from.isBlank() ? user : from;
  }

  /** Where nothing else is configured, the address of the provider. */
  String imapHost() {
    return imap.host().isBlank() ? oauth2.provider().imapHost() : imap.host().strip();
  }

  String smtpHost() {
    return smtp.host().isBlank() ? oauth2.provider().smtpHost() : smtp.host().strip();
  }

  /** In words, without the secrets. */
  String describe() {
    String login =
        oauth2.isOn() ? "oauth2 " + oauth2 : "password " + (password.isEmpty() ? "not set" : "set");
    return "%s, %s; imap %s, smtp %s"
        .formatted(
            user.isBlank() ? "no user" : user,
            login,
            address(imapHost(), imap.port(), imap.tls().imapPort(), imap.tls()),
            address(smtpHost(), smtp.port(), smtp.tls().smtpPort(), smtp.tls()));
  }

  private static String address(String host, int port, int usual, Tls tls) {
    return host.isEmpty()
        ? "not set"
        : "%s:%d (tls: %s)".formatted(host, port == 0 ? usual : port, tls);
  }
}
