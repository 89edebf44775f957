package dev.rivyaroutes.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.mail.server.MailFailed;
import dev.rivyaroutes.mail.server.MailFailed.Why;
import dev.rivyaroutes.mail.smtp.SendOutcome.Kind;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.RecordingHttpServer;
import dev.rivyaroutes.testing.ScriptedServer;
import dev.rivyaroutes.testing.SettableClock;
import dev.rivyaroutes.testing.SilentProxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mailbox by a service account: a real token server, a real IMAP server, a scripted SMTP one. */
class ServiceAccountTest {
  @TempDir private Path folder;

  private static final GreenMailServer SERVER = new GreenMailServer();
  private final SmtpScript script = new SmtpScript();
  private final SettableClock clock = new SettableClock();
  private final SettableClock googleClock = new SettableClock();
  private GoogleTokens google;
  private ScriptedServer smtp;
  private SilentProxy imap;
  private Path keyFile;
  private MailConnections connections;

  @AfterAll
  static void stopServer() {
    SERVER.close();
  }

  @BeforeEach
  void start() throws Exception {
    SERVER
        .greenMail()
        .setUser(GreenMailServer.ADDRESS, GreenMailServer.ADDRESS, GreenMailServer.PASSWORD);
    // GreenMail takes the password as the token.
    google = new GoogleTokens(googleClock, GreenMailServer.PASSWORD);
    smtp = new ScriptedServer(script);
    imap = new SilentProxy(SERVER.imapPort());
    keyFile = folder.resolve("key.json");
    google.createKey("key-1", keyFile);
  }

  @AfterEach
  void stop() throws Exception {
    if (connections != null) {
      connections.destroy();
    }
    imap.close();
    smtp.close();
    google.close();
  }

  private MailConnections settings(String... more) {
    Map<String, String> google =
        MailOf.with(
            SERVER.properties("support", imap.port(), smtp.port()),
            "password",
            "",
            "timeout",
            "20s",
            "oauth2.provider",
            "google",
            "oauth2.key-file",
            keyFile.toString());
    connections = MailOf.settings(MailOf.with(google, more), null, clock);
    return connections;
  }

  private MailConnection connection(String... more) {
    return settings(more).get("support");
  }

  @Test
  void logsInWithATokenThatTheServiceAccountGetsForTheMailbox() throws Exception {
    MailConnection connection = connection();
    try (Mailbox inbox = connection.openMailbox("INBOX")) {
      assertThat(inbox.status().messages()).isZero();
    }
    assertThat(SendMailTest.send(connection)).isEqualTo(Kind.ACCEPTED);

    assertThat(google.server().calls).as("one token for both").hasSize(1);
    String sasl = "user=shop@example.com\1auth=Bearer " + GreenMailServer.PASSWORD + "\1\1";
    assertThat(smtp.heard)
        .contains(
            "AUTH XOAUTH2 "
                + Base64.getEncoder().encodeToString(sasl.getBytes(StandardCharsets.UTF_8)));
  }

  /** The key file is replaced, and the old key deleted, while the mailbox is open. */
  @Test
  void takesTheNewKeyFileWhenTheTokenEndsWhileConnected() throws Exception {
    MailConnection connection = connection();
    try (Mailbox inbox = connection.openMailbox("INBOX")) {
      inbox.status();
      String next = "not-the-secret-of-the-next-hour";
      SERVER.greenMail().setUser(GreenMailServer.ADDRESS, GreenMailServer.ADDRESS, next);
      google.token = next;
      google.createKey("key-2", keyFile);
      google.deleteKey("key-1");
      clock.forward(Duration.ofMinutes(56));
      googleClock.forward(Duration.ofMinutes(56));
      imap.breakConnections();

      assertThat(inbox.status().messages()).isZero();
      assertThat(google.server().calls).hasSize(2);
    }
  }

  private void assertRefused(String... parts) {
    try (Mailbox inbox = connections.get("support").openMailbox("INBOX")) {
      assertThatThrownBy(inbox::status)
          .isInstanceOfSatisfying(
              MailFailed.class, refused -> assertThat(refused.why()).isEqualTo(Why.LOGIN))
          .hasMessageContainingAll(parts)
          .hasMessageNotContainingAny("BEGIN", "{}", "\n");
    }
  }

  @Test
  void namesTheDelegationThatIsMissing() {
    google.delegated = false;
    settings();
    assertRefused(
        "unauthorized_client",
        "Domain-wide delegation",
        "client ID 104857600000000000001 with the scope https://mail.google.com/");
  }

  @ParameterizedTest
  @CsvSource({"PT2H", "PT-2H"})
  void namesTheClockThatIsWrong(Duration by) {
    clock.forward(by);
    settings();
    assertRefused("invalid_grant", "The clock of this host is wrong");
  }

  @Test
  void namesTheUserThatIsNoMailbox() {
    settings("user", "nobody@example.com");
    assertRefused("Invalid email or User ID", "rivya.mail.support.user is no user of the domain");
  }

  @Test
  void namesTheKeyThatWasDeleted() {
    google.deleteKey("key-1");
    settings();
    assertRefused("The key key-1 of " + GoogleTokens.ACCOUNT + " was deleted or has expired");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant, Invalid grant: account not found, does not exist any more",
    "400, invalid_grant, '', Check that the clock of this host is right",
    "400, invalid_scope, 'Some requested scopes cannot be shown', remove rivya.mail.support.oauth2.scope",
    "401, deleted_client, The OAuth client was deleted., 'is unknown, disabled or deleted'",
    "400, admin_policy_enforced, '', allow the client ID 104857600000000000001",
    "503, '', '', it is asked again"
  })
  void namesTheRemedyOfOtherRefusals(int status, String error, String text, String remedy) {
    google.server().answer =
        RecordingHttpServer.with(
            status, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, text));
    settings();
    assertRefused("the provider google issued no access token: status " + status, remedy);
  }

  @Test
  void namesTheWrongAddressOfTokens() throws Exception {
    google.server().answer = RecordingHttpServer.with(404, "<html>Not Found</html>");
    settings();
    assertRefused(
        "status 404. Check that " + google.url() + " is the address that issues tokens",
        "it is token_uri in the file rivya.mail.support.oauth2.key-file");
    connections.destroy();
    settings("oauth2.token-url", google.server().url("/tokens"));
    assertRefused("/tokens is the address", "it is rivya.mail.support.oauth2.token-url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not JSON, my-secret-7                            | is not valid JSON; it must be the JSON key file",
        "[]                                               | is no key of a service account; it must be",
        "{\"installed\":{\"client_id\":\"my-secret-7\"}}  | is no key of a service account; it must be",
        "{\"type\":\"authorized_user\"}                   | holds credentials of the type \"authorized_user\"; it must be",
        "{\"type\":\"service_account\"}                   | has no field private_key_id; create a new key",
        "{\"type\":\"service_account\",\"private_key_id\":\"k\",\"client_email\":\"a\",\"client_id\":\"1\",\"token_uri\":\"https://x.example/t\",\"private_key\":\"my-secret-7\"} | has a private_key that is no RSA key in PEM format"
      })
  void refusesAFileThatIsNoKey(String content, String reason) throws Exception {
    Files.writeString(keyFile, content);
    assertThatThrownBy(this::connection)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rivya.mail.support.oauth2.key-file (%s) ".formatted(keyFile))
        .hasMessageContaining(reason)
        .hasMessageNotContaining("my-secret-7")
        .hasStackTraceContaining(reason)
        .satisfies(e -> assertThat(e.getCause()).hasMessageNotContaining("my-secret-7"));
  }

  @Test
  void refusesAFileThatIsNotThereAndAFolder() throws Exception {
    Files.delete(keyFile);
    assertThatThrownBy(this::connection)
        .hasMessage(
            "rivya.mail.support.oauth2.key-file (%s) does not exist; correct the path."
                .formatted(keyFile));
    connections.destroy();
    Files.createDirectory(keyFile);
    assertThatThrownBy(this::connection).hasMessageContaining("cannot be read: Is a directory");
  }

  @Test
  void sendsNoAssertionToAnUnsafeAddress() throws Exception {
    Files.writeString(
        keyFile, Files.readString(keyFile).replace(google.url(), "http://tokens.example/token"));
    assertThatThrownBy(this::connection)
        .hasMessageContaining("has the token_uri \"http://tokens.example/token\"")
        .hasMessageContaining("no https address");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void warnsOfAKeyFileThatEverybodyCanRead() throws Exception {
    // JUnit's own folder is private, and would hide what lies in it.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(settings().warnings())
        .singleElement()
        .asString()
        .startsWith("Every user of this host can read rivya.mail.support.oauth2.key-file")
        .endsWith("Run: chmod 600 " + keyFile);
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(connections.warnings()).isEmpty();
  }
}
