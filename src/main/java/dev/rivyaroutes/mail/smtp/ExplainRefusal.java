package dev.rivyaroutes.mail.smtp;

import dev.rivyaroutes.mail.server.ExplainMail;
import dev.rivyaroutes.mail.server.MailServer;
import java.util.Locale;

/** Explains an answer by which a server refuses a mail, with the remedy for the usual ones. */
final class ExplainRefusal {

  private final MailServer server;

  ExplainRefusal(MailServer server) {
    this.server = server;
  }

  String reason(int code, String answer) {
    String remedy = remedy(code, answer.toLowerCase(Locale.ROOT));
    return "%s refused it%s.%s"
        .formatted(
            server.address(), ExplainMail.quoted(answer), remedy.isEmpty() ? "" : " " + remedy);
  }

  private String remedy(int code, String answer) {
    if (code == 530 || answer.contains("5.7.57")) {
      return "The server requires a login: check %s.user and %s.password, or use %s.oauth2."
          .formatted(server.key(), server.key(), server.key());
    }
    if (answer.contains("sendasdenied") || answer.contains("5.7.60")) {
      return "The user may not send from this address: check %s.from.".formatted(server.key());
    }
    if (answer.contains("5.2.2") || answer.contains("mailbox full") || answer.contains("quota")) {
      return "The recipient's mailbox is full.";
    }
    if (answer.contains("5.3.4")
        || answer.contains("message size")
        || answer.contains("too large")) {
      return "The mail is larger than the server accepts: attach less.";
    }
    if (answer.contains("5.1.1") || answer.contains("user unknown")) {
      return "There is no such recipient.";
    }
    return "";
  }
}
