package dev.rivyaroutes.mail.server;

import dev.rivyaroutes.mail.token.Credential;
import java.time.Duration;
import java.util.Locale;

/**
 * A mail server as it is configured.
 *
 * @param connection the name of the connection
 * @param protocol imap or smtp
 * @param timeout for a connection, for the next bytes of an answer, and for a write
 */
public record MailServer(
    String connection,
    String protocol,
    String host,
    int port,
    Tls tls,
    Duration timeout,
    Credential credential) {

  /** The prefix of its configuration keys. */
  public String key() {
    return "rivya.mail." + connection;
  }

  public String address() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return "%s %s (%s)".formatted(protocol.toUpperCase(Locale.ROOT), address(), tls);
  }
}
