package dev.rivyaroutes.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before the start, with key, value and remedy. */
class MailPropertiesTest {

  private static final Map<String, String> GOOD =
      MailOf.with(
          Map.of(),
          "imap.host",
          "imap.example.com",
          "smtp.host",
          "smtp.example.com",
          "user",
          "shop@example.com",
          "password",
          "not-the-secret-of-the-file");

  private static final Map<String, String> MICROSOFT =
      MailOf.with(
          Map.of(),
          "user",
          "shop@example.com",
          "oauth2.provider",
          "microsoft",
          "oauth2.tenant",
          "contoso",
          "oauth2.client-id",
          "app",
          "oauth2.client-secret",
          "not-the-secret-of-the-app");

  @ParameterizedTest
  @CsvSource({
    "imap.host, 'imaps://imap.example.com', 'rivya.mail.support.imap.host is \"imaps://imap.example.com\"; it must be a host name alone'",
    "smtp.host, 'smtp.example.com:587', 'The port has its own key, rivya.mail.support.smtp.port.'",
    "imap.port, 70000, 'rivya.mail.support.imap.port is 70000; it must be from 1 to 65535'",
    "smtp.tls, none, 'rivya.mail.support.smtp.tls is none, and smtp.example.com is not this machine'",
    "timeout, 1ms, 'rivya.mail.support.timeout is 1ms; it must be at least 100ms.'",
    "password, '', 'rivya.mail.support.user is set but rivya.mail.support.password is not; set both'",
    "user, '', 'rivya.mail.support.password is set but rivya.mail.support.user is not; set both'",
    "from, 'Shop', 'rivya.mail.support.from is \"Shop\"; it must be the address that mail is sent from'",
    "oauth2.client-id, app, 'rivya.mail.support.oauth2.client-id is set but rivya.mail.support.oauth2.provider is none'",
    "oauth2.key-file, key.json, 'rivya.mail.support.oauth2.key-file is set but rivya.mail.support.oauth2.provider is none'",
    "oauth2.provider, microsoft, 'rivya.mail.support.password is set together with rivya.mail.support.oauth2; remove one of them.'"
  })
  void refusesWithARemedy(String key, String value, String message) {
    assertThatThrownBy(() -> MailOf.settings(MailOf.with(GOOD, key, value)))
        .rootCause()
        .hasMessageContaining(message)
        .hasMessageNotContaining("not-the-secret");
  }

  @ParameterizedTest
  @CsvSource({
    "user, '', 'rivya.mail.support.user is not set; with rivya.mail.support.oauth2 it must be'",
    "oauth2.client-id, '', 'rivya.mail.support.oauth2.client-id is not set; the provider microsoft requires it'",
    "oauth2.tenant, '', 'rivya.mail.support.oauth2.tenant is not set'",
    "oauth2.client-secret, '', 'rivya.mail.support.oauth2.client-secret is not set'",
    "oauth2.provider, google, 'rivya.mail.support.oauth2.refresh-token is not set; the provider google requires it'",
    "oauth2.provider, custom, 'rivya.mail.support.oauth2.token-url is not set'",
    "oauth2.token-url, 'http://login.example.com/token', 'it must be an https address (http only on this machine)'"
  })
  void refusesIncompleteTokensWithARemedy(String key, String value, String message) {
    assertThatThrownBy(() -> MailOf.settings(MailOf.with(MICROSOFT, key, value)))
        .rootCause()
        .hasMessageContaining(message)
        .hasMessageNotContaining("not-the-secret");
  }

  @ParameterizedTest
  @CsvSource({
    "oauth2.provider, microsoft, 'rivya.mail.support.oauth2.key-file is set but rivya.mail.support.oauth2.provider is microsoft; only google has service accounts.'",
    "oauth2.client-id, app, 'rivya.mail.support.oauth2.client-id is set together with rivya.mail.support.oauth2.key-file, which needs no other key'",
    "oauth2.refresh-token, not-the-secret-of-the-user, 'rivya.mail.support.oauth2.refresh-token is set together with'",
    "user, '', 'rivya.mail.support.user is not set; with rivya.mail.support.oauth2 it must be'"
  })
  void refusesAServiceAccountWithOtherCredentials(String key, String value, String message) {
    Map<String, String> account =
        MailOf.with(
            Map.of("rivya.mail.support.user", "shop@example.com"),
            "oauth2.provider",
            "google",
            "oauth2.key-file",
            "key.json");
    assertThatThrownBy(() -> MailOf.settings(MailOf.with(account, key, value)))
        .rootCause()
        .hasMessageContaining(message)
        .hasMessageNotContaining("not-the-secret");
  }

  @Test
  void acceptsPlainConnectionsToThisMachineOrWhereTheyAreAllowed() {
    assertThatCode(
            () -> {
              MailOf.settings(MailOf.with(GOOD, "imap.host", "localhost", "imap.tls", "none"))
                  .destroy();
              MailOf.settings(MailOf.with(GOOD, "imap.host", "::1", "imap.tls", "none")).destroy();
              MailOf.settings(MailOf.with(GOOD, "imap.tls", "none", "allow-plain", "true"))
                  .destroy();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void describesEachConnectionWithoutSecrets() throws Exception {
    MailConnections plain = MailOf.settings(MailOf.with(GOOD, "smtp.tls", "implicit"));
    MailConnections tokens = MailOf.settings(MICROSOFT);
    MailConnections none = MailOf.settings(Map.of("rivya.mail.default.imap.host", ""));

    assertThat(plain.describe())
        .containsExactly(
            "support: shop@example.com, password set; imap imap.example.com:993 (tls: implicit), smtp smtp.example.com:465 (tls: implicit)");
    assertThat(tokens.describe())
        .containsExactly(
            "support: shop@example.com, oauth2 microsoft[client-id=app, client-secret=set, refresh-token=not set]; imap outlook.office365.com:993 (tls: implicit), smtp smtp.office365.com:587 (tls: starttls)");
    assertThat(none.describe()).isEmpty();
    assertThat(plain.get("support") + " " + tokens.get("support")).doesNotContain("not-the-secret");
    assertThat(plain.get("support").from()).hasToString("shop@example.com");
    plain.destroy();
    tokens.destroy();
    none.destroy();
  }
}
