package dev.rivyaroutes.mail;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.mail.server.Tls;
import dev.rivyaroutes.mail.token.Oauth2Properties;
import dev.rivyaroutes.mail.token.Provider;
import java.util.regex.Pattern;

/**
 * Checks the settings of a mail connection. The messages contain key, value and remedy, no secrets.
 */
final class CheckMailConnection {

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9a-fA-F:]+:[0-9a-fA-F]*");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"]+@[^\\s@<>,;:\"]+");
  private static final int HIGHEST_PORT = 65_535;

  private final String key;
  private final MailConnectionProperties settings;

  CheckMailConnection(String name, MailConnectionProperties settings) {
    this.key = "rivya.mail." + name;
    this.settings = settings;
  }

  /**
   * @throws IllegalArgumentException with key, value and remedy in one sentence
   */
  void check() {
    server("imap", settings.imap().host(), settings.imap().port(), settings.imap().tls());
    server("smtp", settings.smtp().host(), settings.smtp().port(), settings.smtp().tls());
    Require.atLeast(key + ".timeout", settings.timeout(), "100ms");
    login();
    if (settings.oauth2().isOn()) {
      oauth2(settings.oauth2());
    } else {
      unused("client-id", settings.oauth2().clientId());
      unused("client-secret", settings.oauth2().clientSecret());
      unused("refresh-token", settings.oauth2().refreshToken());
      unused("key-file", settings.oauth2().keyFile());
    }
    if (!settings.smtpHost().isEmpty() && !ADDRESS.matcher(settings.sender()).matches()) {
      throw new IllegalArgumentException(
          "%s.from is \"%s\"; it must be the address that mail is sent from, such as shop@example.com."
              .formatted(key, settings.sender()));
    }
  }

  private void server(String which, String host, int port, Tls tls) {
    if (!host.isBlank() && !HOST.matcher(host.strip()).matches()) {
      throw new IllegalArgumentException(
          "%s.%s.host is \"%s\"; it must be a host name alone, such as mail.example.com. The port has its own key, %s.%s.port."
              .formatted(key, which, host, key, which));
    }
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "%s.%s.port is %d; it must be from 1 to 65535, or 0 for the usual port."
              .formatted(key, which, port));
    }
    if (tls == Tls.NONE
        && !host.isBlank()
        && !WebAddress.isLoopback(host)
        && !settings.allowPlain()) {
      throw new IllegalArgumentException(
          "%s.%s.tls is none, and %s is not this machine: password and mail would be readable on the way. Use implicit or starttls, or accept it with %s.allow-plain: true."
              .formatted(key, which, host, key));
    }
  }

  private void login() {
    boolean password = !settings.password().isEmpty();
    boolean user = !settings.user().isBlank();
    if (settings.oauth2().isOn() && !user) {
      throw new IllegalArgumentException(
          "%s.user is not set; with %s.oauth2 it must be the address of the mailbox."
              .formatted(key, key));
    }
    if (settings.oauth2().isOn() && password) {
      throw new IllegalArgumentException(
          "%s.password is set together with %s.oauth2; remove one of them.".formatted(key, key));
    }
    if (!settings.oauth2().isOn() && user != password) {
      throw new IllegalArgumentException(
          "%s.%s is set but %s.%s is not; set both, or neither for a server that requires no login."
              .formatted(key, user ? "user" : "password", key, user ? "password" : "user"));
    }
  }

  private void unused(String part, String value) {
    if (!value.isEmpty()) {
      throw new IllegalArgumentException(
          "%s.oauth2.%s is set but %s.oauth2.provider is none; set it to microsoft, google or custom."
              .formatted(key, part, key));
    }
  }

  private void oauth2(Oauth2Properties oauth2) {
    if (oauth2.isServiceAccount()) {
      serviceAccount(oauth2);
    } else {
      application(oauth2);
    }
    if (!oauth2.tokenUrl().isBlank() && !WebAddress.isSafeForSecrets(oauth2.tokenUrl())) {
      throw new IllegalArgumentException(
          "%s.oauth2.token-url is \"%s\"; it must be an https address (http only on this machine)."
              .formatted(key, oauth2.tokenUrl()));
    }
  }

  private void serviceAccount(Oauth2Properties oauth2) {
    if (oauth2.provider() != Provider.GOOGLE) {
      throw new IllegalArgumentException(
          "%s.oauth2.key-file is set but %s.oauth2.provider is %s; only google has service accounts. Remove it, or correct the provider."
              .formatted(key, key, oauth2.provider()));
    }
    excluded("client-id", oauth2.clientId());
    excluded("client-secret", oauth2.clientSecret());
    excluded("refresh-token", oauth2.refreshToken());
  }

  private void excluded(String part, String value) {
    if (!value.isBlank()) {
      throw new IllegalArgumentException(
          "%s.oauth2.%s is set together with %s.oauth2.key-file, which needs no other key; remove one of them."
              .formatted(key, part, key));
    }
  }

  private void application(Oauth2Properties oauth2) {
    boolean refresh = !oauth2.refreshToken().isBlank();
    required("client-id", oauth2.clientId(), "the id of the application at the provider");
    if (oauth2.provider() == Provider.MICROSOFT && oauth2.tokenUrl().isBlank()) {
      required("tenant", oauth2.tenant(), "the directory (tenant) id");
    }
    if (oauth2.provider() == Provider.GOOGLE) {
      required(
          "refresh-token",
          oauth2.refreshToken(),
          "the refresh token of the user; a service account has key-file instead");
    }
    if (oauth2.provider() == Provider.CUSTOM) {
      required("token-url", oauth2.tokenUrl(), "the https address that issues tokens");
    }
    if (!refresh) {
      required("client-secret", oauth2.clientSecret(), "the secret of the application");
    }
  }

  private void required(String part, String value, String what) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "%s.oauth2.%s is not set; the provider %s requires it: %s."
              .formatted(key, part, settings.oauth2().provider(), what));
    }
  }
}
