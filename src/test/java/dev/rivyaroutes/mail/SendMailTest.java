package dev.rivyaroutes.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.mail.smtp.SendOutcome;
import dev.rivyaroutes.mail.smtp.SendOutcome.Kind;
import dev.rivyaroutes.testing.GreenMailServer;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Mail that is sent to a real SMTP server. */
class SendMailTest {

  static MimeMessage message() throws Exception {
    MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
    message.setFrom("shop@example.com");
    message.setSubject("Your images", "UTF-8");
    message.setText("Grüße\n.\n", "UTF-8");
    message.saveChanges();
    message.setHeader("Message-ID", "<delivery-1@example.com>");
    return message;
  }

  static Kind send(MailConnection connection) throws Exception {
    return connection
        .send(message(), "shop@example.com", List.of(new InternetAddress("a@example.com")))
        .kind();
  }

  @Test
  void sendsAMailAsItIs() throws Exception {
    try (GreenMailServer server = new GreenMailServer()) {
      MailConnections connections = MailOf.settings(server.properties("support"));

      SendOutcome outcome =
          connections
              .get("support")
              .send(message(), "shop@example.com", List.of(new InternetAddress("a@example.com")));

      assertThat(outcome).isEqualTo(new SendOutcome(Kind.ACCEPTED, "", Map.of()));
      MimeMessage received = server.greenMail().getReceivedMessages()[0];
      assertThat(received.getMessageID()).isEqualTo("<delivery-1@example.com>");
      assertThat(received.getContent().toString().replace("\r\n", "\n").strip())
          .isEqualTo("Grüße\n.");
      connections.destroy();
    }
  }

  @Test
  void saysWhichConnectionOrHostIsMissing() throws Exception {
    MailConnections connections =
        MailOf.settings(Map.of("rivya.mail.support.imap.host", "imap.example.com"));

    assertThatThrownBy(() -> connections.get("suport"))
        .hasMessage(
            "There is no mail connection \"suport\": config/application.yaml has [support] under rivya.mail. Add rivya.mail.suport there, or correct the parameter connection.");
    assertThatThrownBy(
            () ->
                connections
                    .get("support")
                    .send(message(), "a@example.com", List.of(new InternetAddress("b@x.org"))))
        .hasMessage(
            "rivya.mail.support.smtp.host is not set; set it to the host name of the SMTP server.");
    connections.destroy();
  }
}
