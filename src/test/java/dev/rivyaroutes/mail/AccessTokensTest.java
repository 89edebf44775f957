package dev.rivyaroutes.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.mail.server.MailFailed;
import dev.rivyaroutes.mail.server.MailFailed.Why;
import dev.rivyaroutes.mail.smtp.SendOutcome.Kind;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.RecordingHttpServer;
import dev.rivyaroutes.testing.ScriptedServer;
import dev.rivyaroutes.testing.SettableClock;
import dev.rivyaroutes.testing.SilentProxy;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access tokens from a real HTTP server, for a real IMAP server and a scripted SMTP server. */
class AccessTokensTest {

  /** GreenMail takes the password as the token. */
  private static final String TOKEN = GreenMailServer.PASSWORD;

  private static final String SECRET = "not-the-secret-of-the-application";
  private static final String REFRESH = "not-the-secret-of-the-user";

  private final GreenMailServer server = new GreenMailServer();
  private final SmtpScript script = new SmtpScript();
  private final SettableClock clock = new SettableClock();
  private RecordingHttpServer provider;
  private ScriptedServer smtp;
  private SilentProxy imap;
  private final List<MailConnections> all = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    provider = new RecordingHttpServer();
    smtp = new ScriptedServer(script);
    imap = new SilentProxy(server.imapPort());
    provider.answer = RecordingHttpServer.with(200, token(TOKEN, 3600));
  }

  @AfterEach
  void stop() throws Exception {
    for (MailConnections connections : all) {
      connections.destroy();
    }
    imap.close();
    smtp.close();
    provider.close();
    server.close();
  }

  private static String token(String token, long seconds) {
    return "{\"token_type\":\"Bearer\",\"expires_in\":%d,\"access_token\":\"%s\"}"
        .formatted(seconds, token);
  }

  private MailConnection connection(String... settings) {
    Map<String, String> plain =
        MailOf.with(
            server.properties("support", imap.port(), smtp.port()),
            "password",
            "",
            "timeout",
            "20s",
            "oauth2.provider",
            "microsoft",
            "oauth2.tenant",
            "contoso",
            "oauth2.client-id",
            "app-1",
            "oauth2.client-secret",
            SECRET,
            "oauth2.token-url",
            provider.url("/token"));
    for (int i = 0; i < settings.length; i += 2) {
      plain.put("rivya.mail.support." + settings[i], settings[i + 1]);
    }
    MailConnections connections = MailOf.settings(plain, null, clock);
    all.add(connections);
    return connections.get("support");
  }

  @Test
  void logsInWithATokenByClientCredentials() throws Exception {
    MailConnection connection = connection();
    try (Mailbox inbox = connection.openMailbox("INBOX")) {
      assertThat(inbox.status().messages()).isZero();
    }
    assertThat(SendMailTest.send(connection)).isEqualTo(Kind.ACCEPTED);

    assertThat(provider.calls).as("one token for both").hasSize(1);
    assertThat(provider.calls.get(0).text().split("&"))
        .containsExactlyInAnyOrder(
            "grant_type=client_credentials",
            "client_id=app-1",
            "client_secret=" + SECRET,
            "scope=https%3A%2F%2Foutlook.office365.com%2F.default");
    String sasl = "user=shop@example.com\1auth=Bearer " + TOKEN + "\1\1";
    assertThat(smtp.heard)
        .contains(
            "AUTH XOAUTH2 "
                + Base64.getEncoder().encodeToString(sasl.getBytes(StandardCharsets.UTF_8)));
    assertThat(HiddenSecrets.hide("the " + TOKEN)).isEqualTo("the …");
  }

  @Test
  void usesTheNewestRefreshToken() throws Exception {
    provider.answer =
        RecordingHttpServer.with(
            200,
            token(TOKEN, 600).replace("}", ",\"refresh_token\":\"not-the-secret-of-next-time\"}"));
    MailConnection connection =
        connection("oauth2.provider", "google", "oauth2.refresh-token", REFRESH);
    assertThat(SendMailTest.send(connection)).isEqualTo(Kind.ACCEPTED);
    assertThat(provider.calls.get(0).text().split("&"))
        .containsExactlyInAnyOrder(
            "grant_type=refresh_token",
            "client_id=app-1",
            "client_secret=" + SECRET,
            "refresh_token=" + REFRESH);
    clock.forward(Duration.ofMinutes(10));
    assertThat(SendMailTest.send(connection)).isEqualTo(Kind.ACCEPTED);
    assertThat(provider.calls.get(1).text()).contains("refresh_token=not-the-secret-of-next-time");
  }

  @Test
  void keepsATokenWhoseEndNoTimeCanName() throws Exception {
    provider.answer = RecordingHttpServer.with(200, token(TOKEN, Long.MAX_VALUE));
    MailConnection connection = connection();
    assertThat(SendMailTest.send(connection)).isEqualTo(Kind.ACCEPTED);
    clock.forward(Duration.ofHours(20));
    assertThat(SendMailTest.send(connection)).isEqualTo(Kind.ACCEPTED);
    assertThat(provider.calls).hasSize(1);
  }

  @Test
  void renewsATokenBeforeItsEnd() throws Exception {
    MailConnection connection = connection();
    SendMailTest.send(connection);
    clock.forward(Duration.ofMinutes(54));
    SendMailTest.send(connection);
    assertThat(provider.calls).hasSize(1);
    clock.forward(Duration.ofMinutes(2));
    SendMailTest.send(connection);
    assertThat(provider.calls).hasSize(2);
  }

  /** The server ends the connection, and takes the old token no more. */
  @Test
  void logsInAgainWithANewTokenWhenTheOldOneHasEnded() throws Exception {
    MailConnection connection = connection();
    try (Mailbox inbox = connection.openMailbox("INBOX")) {
      inbox.status();
      String next = "not-the-secret-of-the-next-hour";
      server.greenMail().setUser(GreenMailServer.ADDRESS, GreenMailServer.ADDRESS, next);
      provider.answer = RecordingHttpServer.with(200, token(next, 3600));
      imap.breakConnections();

      assertThat(inbox.status().messages()).isZero();
      assertThat(provider.calls).hasSize(2);
    }
  }

  @Test
  void asksOnceForManyThreads() throws Exception {
    MailConnection connection = connection();
    List<CompletableFuture<Kind>> sends = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sends.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return SendMailTest.send(connection);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    for (CompletableFuture<Kind> sent : sends) {
      assertThat(sent.get(30, TimeUnit.SECONDS)).isEqualTo(Kind.ACCEPTED);
    }
    assertThat(provider.calls).hasSize(1);
  }

  /** The texts are those of the providers' documentation. */
  @ParameterizedTest
  @CsvSource({
    "microsoft, 401, invalid_client, AADSTS7000215: Invalid client secret provided., 'set rivya.mail.support.oauth2.client-secret to the value of the secret, not to its id'",
    "microsoft, 401, invalid_client, AADSTS7000222: The provided client secret keys are expired., The client secret has expired",
    "microsoft, 400, unauthorized_client, AADSTS700016: Application with identifier 'x' was not found in the directory 'y'., check rivya.mail.support.oauth2.client-id and rivya.mail.support.oauth2.tenant",
    "microsoft, 400, invalid_request, AADSTS90002: Tenant 'contoso' not found., check rivya.mail.support.oauth2.tenant",
    "microsoft, 400, invalid_grant, AADSTS65001: The user or administrator has not consented to use the application., an administrator must grant it",
    "microsoft, 400, invalid_scope, AADSTS70011: The provided value for the input parameter 'scope' is not valid., remove rivya.mail.support.oauth2.scope",
    "microsoft, 400, invalid_scope, AADSTS1002012: The provided value for scope is not valid. Client credential flows must have a scope value with /.default., https://outlook.office365.com/.default",
    "microsoft, 400, invalid_grant, AADSTS700082: The refresh token has expired due to inactivity., let the user sign in again",
    "google, 400, invalid_grant, Token has been expired or revoked., At Google it ends after 7 days while the application is in the status Testing",
    "google, 401, unauthorized_client, Unauthorized, check rivya.mail.support.oauth2.client-id and rivya.mail.support.oauth2.refresh-token",
    "google, 401, invalid_client, The OAuth client was not found., check rivya.mail.support.oauth2.client-id",
    "google, 503, '', '', it is asked again"
  })
  void namesTheRemedyOfARefusedToken(
      String who, int status, String error, String description, String remedy) {
    provider.answer =
        RecordingHttpServer.with(
            status,
            "{\"error\":\"%s\",\"error_description\":\"%s Trace ID: 1\\r\\nTimestamp: 2\"}"
                .formatted(error, description));
    MailConnection connection =
        connection(
            "oauth2.provider", who, "oauth2.refresh-token", who.equals("google") ? REFRESH : "");

    try (Mailbox inbox = connection.openMailbox("INBOX")) {
      assertThatThrownBy(inbox::status)
          .isInstanceOfSatisfying(
              MailFailed.class, refused -> assertThat(refused.why()).isEqualTo(Why.LOGIN))
          .hasMessageContaining("the provider " + who + " issued no access token: status " + status)
          .hasMessageContaining(error)
          .hasMessageContaining(remedy)
          .hasMessageNotContainingAny(SECRET, REFRESH, "\n", "{}");
    }
  }

  @Test
  void saysThatTheProviderIsAwayAndAsksNotForEachThread() {
    provider.shut();
    MailConnection connection = connection();
    try (Mailbox inbox = connection.openMailbox("INBOX")) {
      assertThatThrownBy(inbox::status)
          .hasMessageContaining("no access token was issued: 127.0.0.1:")
          .hasMessageContaining("refuses connections. Check rivya.mail.support.oauth2");
    }
  }

  @Test
  void saysThatTheMailboxDoesNotAcceptTheToken() throws Exception {
    provider.answer = RecordingHttpServer.with(200, token("not-the-secret-of-this-box", 3600));
    script.answers.put("AUTH", "535 5.7.3 Authentication unsuccessful");
    MailConnection connection = connection();

    try (Mailbox inbox = connection.openMailbox("INBOX")) {
      assertThatThrownBy(inbox::status)
          .hasMessageContaining("The provider issued an access token, but the server did not")
          .hasMessageContaining("IMAP.AccessAsApp")
          .hasMessageContaining("New-ServicePrincipal")
          .hasMessageContaining("Add-MailboxPermission");
    }
    assertThat(provider.calls).as("a refused token is replaced once").hasSize(2);
    assertThat(
            connection
                .send(
                    SendMailTest.message(),
                    "shop@example.com",
                    List.of(new InternetAddress("a@example.com")))
                .reason())
        .contains("SMTP.SendAsApp");
  }
}
