package dev.rivyaroutes.mail;

import dev.rivyaroutes.mail.smtp.SendOutcome;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;

/** Takes the mails that would be sent, while flows are tested. */
@FunctionalInterface
public interface MailTransport {

  SendOutcome send(MimeMessage message, String from, List<InternetAddress> recipients);
}
