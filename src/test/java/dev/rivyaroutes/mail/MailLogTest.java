package dev.rivyaroutes.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.RecordingHttpServer;
import dev.rivyaroutes.testing.ScriptedServer;
import jakarta.mail.internet.InternetAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the mail library logs at its finest level. */
class MailLogTest {

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final List<Logger> loggers =
      List.of(
          Logger.getLogger("org.eclipse.angus.mail"),
          Logger.getLogger("dev.rivyaroutes.mail.imap"),
          Logger.getLogger("dev.rivyaroutes.mail.smtp"));
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    handler.setLevel(Level.ALL);
    for (Logger logger : loggers) {
      logger.setLevel(Level.ALL);
      logger.addHandler(handler);
    }
  }

  @AfterEach
  void stopListening() {
    for (Logger logger : loggers) {
      logger.removeHandler(handler);
      logger.setLevel(null);
    }
  }

  @Test
  void containsNoLogin() throws Exception {
    try (GreenMailServer server = new GreenMailServer();
        ScriptedServer smtp = new ScriptedServer(new SmtpScript());
        RecordingHttpServer provider = new RecordingHttpServer()) {
      provider.answer =
          RecordingHttpServer.with(
              200, "{\"access_token\":\"%s\"}".formatted(GreenMailServer.PASSWORD));
      Map<String, String> password = server.properties("support", server.imapPort(), smtp.port());
      use(password);
      use(
          MailOf.with(
              password,
              "password",
              "",
              "oauth2.provider",
              "google",
              "oauth2.client-id",
              "app",
              "oauth2.refresh-token",
              "not-the-secret-of-the-user",
              "oauth2.token-url",
              provider.url("/token")));
    }

    assertThat(lines).anyMatch(line -> line.contains("SELECT INBOX"));
    assertThat(lines).anyMatch(line -> line.contains("MAIL FROM"));
    String secret = GreenMailServer.PASSWORD;
    String plain = "\0" + GreenMailServer.ADDRESS + "\0" + secret;
    String token = "user=" + GreenMailServer.ADDRESS + "\1auth=Bearer " + secret + "\1\1";
    assertThat(String.join("\n", lines))
        .doesNotContain(secret, base64(secret), base64(plain), base64(token));
  }

  private static void use(Map<String, String> settings) throws Exception {
    MailConnections connections = MailOf.settings(settings);
    try (Mailbox inbox = connections.get("support").openMailbox("INBOX")) {
      inbox.status();
    }
    assertThat(
            connections
                .get("support")
                .send(
                    SendMailTest.message(),
                    "shop@example.com",
                    List.of(new InternetAddress("a@example.com")))
                .reason())
        .isEmpty();
    connections.destroy();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
