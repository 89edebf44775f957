package dev.rivyaroutes.mail.server;

import dev.rivyaroutes.mail.token.Credential;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
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

  /** Work that begins with a login. */
  @FunctionalInterface
  public interface LoggedIn<T> {
    T with(String secret) throws MessagingException;
  }

  /** Works with the password or token; a token that the server refuses is replaced once. */
  public <T> T logIn(LoggedIn<T> work) throws MessagingException, IOException {
    String secret = credential.secret();
    try {
      return work.with(secret);
    } catch (AuthenticationFailedException e) {
      if (!credential.renew(secret)) {
        throw e;
      }
      return work.with(credential.secret());
    }
  }

  @Override
  public String toString() {
    return "%s %s (%s)".formatted(protocol.toUpperCase(Locale.ROOT), address(), tls);
  }
}
