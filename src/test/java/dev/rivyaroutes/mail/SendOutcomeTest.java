package dev.rivyaroutes.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.mail.smtp.SendOutcome;
import dev.rivyaroutes.mail.smtp.SendOutcome.Kind;
import dev.rivyaroutes.testing.FreePort;
import dev.rivyaroutes.testing.ScriptedServer;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known after a send that the server refused, or that was cut off at any moment. */
class SendOutcomeTest {

  private static final String PASSWORD = "not-the-secret-of-smtp";

  private final SmtpScript script = new SmtpScript();
  private ScriptedServer server;
  private MailConnections connections;

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedServer(script);
    connections = MailOf.settings(settings(server.port()));
  }

  @AfterEach
  void stop() throws Exception {
    connections.destroy();
    server.close();
  }

  private static Map<String, String> settings(int port) {
    return MailOf.with(
        Map.of(),
        "smtp.host",
        "127.0.0.1",
        "smtp.port",
        Integer.toString(port),
        "smtp.tls",
        "none",
        "user",
        "shop@example.com",
        "password",
        PASSWORD,
        "timeout",
        "1s");
  }

  private SendOutcome send(String... to) throws Exception {
    List<InternetAddress> recipients = new ArrayList<>();
    for (String address : to) {
      recipients.add(new InternetAddress(address));
    }
    return connections
        .get("support")
        .send(SendMailTest.message(), "bounces@example.com", recipients);
  }

  @Test
  void sendsWithTheEnvelopeThatItIsGiven() throws Exception {
    SendOutcome outcome = send("a@example.com", "b@example.com");

    assertThat(outcome).isEqualTo(new SendOutcome(Kind.ACCEPTED, "", Map.of()));
    assertThat(server.heard)
        .contains(
            "MAIL FROM:<bounces@example.com>",
            "RCPT TO:<a@example.com>",
            "RCPT TO:<b@example.com>");
    assertThat(script.accepted).hasSize(1);
    assertThat(script.accepted.get(0)).contains("Message-ID: <delivery-1@example.com>");
  }

  /** Only the answer to the mail's end decides; before it a server has accepted nothing. */
  @ParameterizedTest
  @CsvSource({
    "connect, cut, TRY_AGAIN, closed the connection",
    "connect, silent, TRY_AGAIN, 'sent nothing for 1 s'",
    "connect, 554 no service here, TRY_AGAIN, no service here",
    "EHLO, cut, TRY_AGAIN, closed the connection",
    "AUTH, cut, TRY_AGAIN, closed the connection",
    "AUTH, silent, TRY_AGAIN, 'sent nothing for 1 s'",
    "AUTH, 535 5.7.8 wrong, TRY_AGAIN, Check rivya.mail.support.user",
    "MAIL, cut, TRY_AGAIN, closed the connection",
    "MAIL, 451 later, TRY_AGAIN, (451 later)",
    "MAIL, 530 5.7.0 log in, TRY_AGAIN, requires a login",
    "MAIL, 550 not you, REFUSED, (550 not you)",
    "RCPT, cut, TRY_AGAIN, closed the connection",
    "RCPT, 450 greylisted, TRY_AGAIN, (450 greylisted)",
    "RCPT, 552 too many, TRY_AGAIN, (552 too many)",
    "RCPT, 550 5.1.1 unknown, REFUSED, There is no such recipient.",
    "RCPT, 421 going down then cut, TRY_AGAIN, going down",
    "DATA, cut, TRY_AGAIN, closed the connection",
    "DATA, 554 no, REFUSED, (554 no)",
    "DATA, 421 going down then cut, TRY_AGAIN, going down",
    "dot, cut, UNKNOWN, it may have arrived",
    "dot, silent, UNKNOWN, it may have arrived",
    "dot, nonsense, UNKNOWN, it may have arrived",
    "dot, 452 full, TRY_AGAIN, (452 full)",
    "dot, 421 going down then cut, TRY_AGAIN, going down",
    "dot, 554 5.7.1 spam, REFUSED, (554 5.7.1 spam)",
    "dot, 554 5.7.1 spam then cut, REFUSED, (554 5.7.1 spam)",
    "dot, 552 5.3.4 message size exceeds, REFUSED, attach less",
    "dot, 250 2.0.0 queued then cut, ACCEPTED, ''"
  })
  void judgesByTheMomentAndTheAnswer(String step, String answer, Kind kind, String words)
      throws Exception {
    script.answers.put(step, answer);

    SendOutcome outcome = send("a@example.com");

    assertThat(outcome.kind()).as(outcome.reason()).isEqualTo(kind);
    assertThat(outcome.reason()).contains(words).doesNotContain(PASSWORD, "Exception", "null");
    if (kind != Kind.ACCEPTED) {
      assertThat(outcome.reason())
          .startsWith("Mail connection support cannot send a mail: ")
          .endsWith(".");
      assertThat(script.accepted).isEmpty();
    }
  }

  /** It is large, so that its end certainly did not leave before the cut. */
  @Test
  void triesAgainWhenTheMailWasCutOffInItsMiddle() throws Exception {
    script.answers.put("body", "cut");
    MimeMessage large = SendMailTest.message();
    large.setText("a line of a large mail\n".repeat(1_000_000));
    large.saveChanges();

    SendOutcome outcome =
        connections
            .get("support")
            .send(large, "shop@example.com", List.of(new InternetAddress("a@example.com")));

    assertThat(outcome.kind()).isEqualTo(Kind.TRY_AGAIN);
    assertThat(outcome.reason()).contains("closed the connection");
  }

  @Test
  void sendsToTheOthersWhenARecipientIsRefusedForGood() throws Exception {
    script.answers.put("RCPT TO:<b@example.com>", "550 5.1.1 no such user");

    SendOutcome outcome = send("a@example.com", "b@example.com", "c@example.com");

    assertThat(outcome.kind()).isEqualTo(Kind.ACCEPTED);
    assertThat(outcome.refused()).containsOnlyKeys("b@example.com");
    assertThat(outcome.refused().get("b@example.com")).contains("5.1.1");
    assertThat(script.accepted).hasSize(1);
  }

  @Test
  void sendsToNobodyWhileARecipientIsRefusedForNow() throws Exception {
    script.answers.put("RCPT TO:<b@example.com>", "450 later");
    script.answers.put("RCPT TO:<c@example.com>", "550 5.1.1 no such user");

    SendOutcome outcome = send("a@example.com", "b@example.com", "c@example.com");

    assertThat(outcome.kind()).isEqualTo(Kind.TRY_AGAIN);
    assertThat(outcome.reason()).contains("(450 later)");
    assertThat(script.accepted).isEmpty();
  }

  @Test
  void saysThatTheServerRefusesConnections() throws Exception {
    MailConnections nobody = MailOf.settings(settings(FreePort.find()));

    SendOutcome outcome =
        nobody
            .get("support")
            .send(SendMailTest.message(), "a@example.com", List.of(new InternetAddress("b@x.org")));

    assertThat(outcome.kind()).isEqualTo(Kind.TRY_AGAIN);
    assertThat(outcome.reason())
        .contains("refuses connections. Check rivya.mail.support.smtp.host")
        .doesNotContain(PASSWORD);
    nobody.destroy();
  }
}
