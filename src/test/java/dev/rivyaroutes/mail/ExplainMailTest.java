package dev.rivyaroutes.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.mail.server.MailFailed;
import dev.rivyaroutes.mail.server.MailFailed.Why;
import dev.rivyaroutes.mail.smtp.SendOutcome;
import dev.rivyaroutes.mail.smtp.SendOutcome.Kind;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.ScriptedServer;
import dev.rivyaroutes.testing.SelfSigned;
import dev.rivyaroutes.testing.SilentProxy;
import jakarta.mail.internet.InternetAddress;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failure of a mail server says: host, action, reason and remedy, and no secret. */
class ExplainMailTest {

  @TempDir static Path folder;
  private static SelfSigned certificate;
  private static SSLContext tls;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = SelfSigned.in(folder);
    tls = certificate.context();
  }

  private static Map<String, String> settings(int imap, String imapTls, int smtp, String smtpTls) {
    return MailOf.with(
        Map.of(),
        "imap.host",
        "127.0.0.1",
        "imap.port",
        Integer.toString(imap),
        "imap.tls",
        imapTls,
        "smtp.host",
        "127.0.0.1",
        "smtp.port",
        Integer.toString(smtp),
        "smtp.tls",
        smtpTls,
        "user",
        GreenMailServer.ADDRESS,
        "password",
        GreenMailServer.PASSWORD,
        "timeout",
        "3s");
  }

  private static MailFailed failure(Map<String, String> settings, SSLSocketFactory trust)
      throws Exception {
    MailConnections connections = MailOf.settings(settings, trust);
    try (Mailbox inbox = connections.get("support").openMailbox("INBOX")) {
      inbox.status();
      return null;
    } catch (MailFailed e) {
      assertThat(e)
          .hasMessageStartingWith("Mail connection support cannot open the folder INBOX: ")
          .hasMessageNotContainingAny(GreenMailServer.PASSWORD, "Exception", "PKIX");
      return e;
    } finally {
      connections.destroy();
    }
  }

  private static SendOutcome send(Map<String, String> settings, SSLSocketFactory trust)
      throws Exception {
    MailConnections connections = MailOf.settings(settings, trust);
    try {
      return connections
          .get("support")
          .send(
              SendMailTest.message(),
              "shop@example.com",
              List.of(new InternetAddress("a@example.com")));
    } finally {
      connections.destroy();
    }
  }

  @Test
  void checksTheCertificateOfAServerWithTls() throws Exception {
    try (GreenMailServer server = new GreenMailServer();
        SilentProxy proxy = new SilentProxy(server.imapPort(), tls);
        SilentProxy sending = new SilentProxy(server.smtpPort(), tls)) {
      Map<String, String> settings = settings(proxy.port(), "implicit", sending.port(), "implicit");

      assertThat(failure(settings, certificate.client())).isNull();
      assertThat(send(settings, certificate.client()).kind()).isEqualTo(Kind.ACCEPTED);
      MailFailed failure = failure(settings, null);
      assertThat(failure.why()).isEqualTo(Why.UNREACHABLE);
      assertThat(failure)
          .hasMessageContaining("127.0.0.1:" + proxy.port() + " is not trusted here")
          .hasMessageEndingWith("The server is rivya.mail.support.imap.host.");
      assertThat(send(settings, null).reason()).contains("is not trusted here");
    }
  }

  /** GreenMail's own certificate is for no host. */
  @Test
  void refusesACertificateForOtherHostNames() throws Exception {
    Path store = folder.resolve("greenmail.p12");
    try (InputStream in = GreenMail.class.getResourceAsStream("/greenmail.p12")) {
      Files.copy(in, store);
    }
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS));
    server.start();
    try {
      int port = server.getImaps().getPort();
      assertThat(
              failure(
                  settings(port, "implicit", 25, "implicit"), new SelfSigned(store, null).client()))
          .hasMessageContaining("is for other host names");
    } finally {
      server.stop();
    }
  }

  @Test
  void saysThatAPortDoesNotUseTls() throws Exception {
    try (GreenMailServer server = new GreenMailServer()) {
      Map<String, String> settings =
          settings(server.imapPort(), "implicit", server.smtpPort(), "implicit");
      assertThat(failure(settings, null))
          .hasMessageContaining("does not use TLS from the start on port " + server.imapPort())
          .hasMessageContaining("Set rivya.mail.support.imap.tls: starttls");
      assertThat(send(settings, null).reason())
          .contains("Set rivya.mail.support.smtp.tls: starttls");
    }
  }

  @Test
  void saysThatAPortExpectsTls() throws Exception {
    try (GreenMailServer server = new GreenMailServer();
        SilentProxy proxy = new SilentProxy(server.imapPort(), tls)) {
      Map<String, String> settings = settings(proxy.port(), "starttls", proxy.port(), "none");
      assertThat(failure(settings, null))
          .hasMessageContaining("sent nothing for 3 s.")
          .hasMessageContaining("If its port " + proxy.port() + " expects TLS from the start")
          .hasMessageContaining("set rivya.mail.support.imap.tls: implicit");
      assertThat(send(settings, null).reason())
          .contains("set rivya.mail.support.smtp.tls: implicit");
    }
  }

  @Test
  void requiresStarttlsWhereItIsConfigured() throws Exception {
    SmtpScript script = new SmtpScript();
    script.tls = tls;
    try (GreenMailServer server = new GreenMailServer();
        ScriptedServer smtp = new ScriptedServer(script)) {
      Map<String, String> settings =
          settings(server.imapPort(), "starttls", smtp.port(), "starttls");

      assertThat(failure(settings, null))
          .hasMessageContaining("does not offer STARTTLS, which is required");
      assertThat(send(settings, certificate.client()).reason())
          .contains("does not offer STARTTLS, which is required");
      assertThat(smtp.heard).noneMatch(line -> line.startsWith("AUTH"));
      script.extensions = "STARTTLS";
      assertThat(send(settings, certificate.client()).kind()).isEqualTo(Kind.ACCEPTED);
      assertThat(send(settings, null).reason()).contains("is not trusted here");
    }
  }

  @Test
  void saysThatTheNameHasNoAddress() throws Exception {
    Map<String, String> settings = settings(143, "implicit", 25, "implicit");
    settings.put("rivya.mail.support.imap.host", "no-such-host.invalid");
    assertThat(failure(settings, null))
        .hasMessageContaining("the name no-such-host.invalid has no address in DNS.")
        .hasMessageContaining("Check rivya.mail.support.imap.host");
  }

  @Test
  void saysThatThePasswordIsWrong() throws Exception {
    try (GreenMailServer server = new GreenMailServer()) {
      Map<String, String> settings = settings(server.imapPort(), "none", server.smtpPort(), "none");
      settings.put("rivya.mail.support.password", "not-the-secret-any-more");
      MailFailed failure = failure(settings, null);
      assertThat(failure.why()).isEqualTo(Why.LOGIN);
      assertThat(failure)
          .hasMessageContaining("refused the login of shop@example.com")
          .hasMessageEndingWith("Check rivya.mail.support.user and rivya.mail.support.password.")
          .hasMessageNotContaining("not-the-secret-any-more");
    }
  }

  /** The texts are those that the providers document. */
  @ParameterizedTest
  @CsvSource({
    "'NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)', Check rivya.mail.support.user",
    "'NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)', create an app password",
    "'NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page', IMAP is switched off for the mailbox",
    "'NO [ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754', sign in once in a browser",
    "'NO LOGIN failed. BasicAuthBlocked', Passwords are switched off there: use rivya.mail.support.oauth2",
    "'NO [UNAVAILABLE] Temporary authentication failure', The server cannot check logins at the moment",
    "'BYE too many connections', closed the connection (too many connections)"
  })
  void namesTheRemedyOfARefusedImapLogin(String answer, String remedy) throws Exception {
    try (ScriptedServer imap =
        new ScriptedServer(
            talk -> {
              talk.say("* OK [CAPABILITY IMAP4rev1] ready");
              for (String line = talk.read(); line != null; line = talk.read()) {
                String tag = line.substring(0, line.indexOf(' '));
                talk.say(answer.startsWith("BYE") ? "* " + answer : tag + " " + answer);
                if (answer.startsWith("BYE")) {
                  return;
                }
              }
            })) {
      assertThat(failure(settings(imap.port(), "none", 25, "none"), null))
          .hasMessageContaining(remedy);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.', Set-CASMailbox",
    "'535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.', Security Defaults",
    "'535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', use rivya.mail.support.oauth2",
    "'534-5.7.9 Application-specific password required.\r\n534 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor', create an app password",
    "'535-5.7.8 Username and Password not accepted.\r\n535 5.7.8 https://support.google.com/mail/?p=BadCredentials', Check rivya.mail.support.user"
  })
  void namesTheRemedyOfARefusedSmtpLogin(String answer, String remedy) throws Exception {
    SmtpScript script = new SmtpScript();
    script.answers.put("AUTH", answer);
    try (ScriptedServer smtp = new ScriptedServer(script)) {
      SendOutcome outcome = send(settings(143, "none", smtp.port(), "none"), null);

      assertThat(outcome.kind()).isEqualTo(Kind.TRY_AGAIN);
      assertThat(outcome.reason())
          .contains("refused the login of shop@example.com", remedy)
          .doesNotContain("\n", GreenMailServer.PASSWORD);
    }
  }

  @Test
  void saysThatTheMailboxIsFull() throws Exception {
    try (ScriptedServer imap =
        new ScriptedServer(
            new ImapScript()
                .answering("COPY", "NO [OVERQUOTA] Quota exceeded (mailbox for user is full)"))) {
      MailConnections connections = MailOf.settings(settings(imap.port(), "none", 25, "none"));
      try (Mailbox inbox = connections.get("support").openMailbox("INBOX")) {
        assertThatThrownBy(() -> inbox.move(7, "Done"))
            .isInstanceOfSatisfying(
                MailFailed.class, full -> assertThat(full.why()).isEqualTo(Why.REFUSED))
            .hasMessageContaining("cannot move the mail with UID 7 from INBOX to Done")
            .hasMessageEndingWith("The mailbox is full: delete mail there, or raise its quota.");
      }
      connections.destroy();
    }
  }
}
