package dev.rivyaroutes.mail.smtp;

import dev.rivyaroutes.mail.server.ExplainMail;
import dev.rivyaroutes.mail.server.MailFailed.Why;
import dev.rivyaroutes.mail.server.MailServer;
import dev.rivyaroutes.mail.smtp.SendOutcome.Kind;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** Judges what a failure of a send means, by its moment and the server's answer. */
final class JudgeSmtpFailure {

  private static final String ACTION = "send a mail";

  /** Too many recipients: RFC 5321, section 4.5.3.1.10, takes it as temporary. */
  private static final int TOO_MANY_RECIPIENTS = 552;

  private final MailServer server;
  private final TrackedTransport transport;
  private final MessagingException failure;
  private final List<SMTPAddressFailedException> recipients = new ArrayList<>();

  JudgeSmtpFailure(MailServer server, TrackedTransport transport, MessagingException failure) {
    this.server = server;
    this.transport = transport;
    this.failure = failure;
    for (Exception e = failure; e instanceof MessagingException mail; e = mail.getNextException()) {
      if (e instanceof SMTPAddressFailedException recipient && recipient.getReturnCode() > 0) {
        recipients.add(recipient);
      }
    }
  }

  /** The recipients that the server refused for good, each with its answer. */
  Map<String, String> refusedForGood() {
    Map<String, String> refused = new LinkedHashMap<>();
    for (SMTPAddressFailedException recipient : recipients) {
      if (isForGood(recipient)) {
        refused.put(recipient.getAddress().getAddress(), text(recipient));
      }
    }
    return refused;
  }

  /** Whether the only reason is that recipients were refused for good. */
  boolean isByRecipientsAlone() {
    return !recipients.isEmpty() && recipients.stream().allMatch(JudgeSmtpFailure::isForGood);
  }

  private static boolean isForGood(SMTPAddressFailedException recipient) {
    int code = recipient.getReturnCode();
    return code >= 500 && code != TOO_MANY_RECIPIENTS;
  }

  /** The outcome for the mail. */
  SendOutcome outcome() {
    ExplainMail explain = new ExplainMail(server);
    if (transport.isUnknown()) {
      String reason =
          "the connection to %s was lost after the mail was sent and before the answer came; it may have arrived."
              .formatted(server.address());
      return new SendOutcome(
          Kind.UNKNOWN, explain.failed(Why.LOST, ACTION, reason, failure).getMessage(), Map.of());
    }
    int code = code();
    if (code <= 0) {
      return new SendOutcome(
          Kind.TRY_AGAIN, explain.failed(ACTION, failure).getMessage(), Map.of());
    }
    boolean forGood = recipients.isEmpty() ? code >= 500 && !isLogin(code) : isByRecipientsAlone();
    String reason = new ExplainRefusal(server).reason(code, answer());
    return new SendOutcome(
        forGood ? Kind.REFUSED : Kind.TRY_AGAIN,
        explain.failed(Why.REFUSED, ACTION, reason, failure).getMessage(),
        refusedForGood());
  }

  /** A login that is missing can be corrected in the configuration. */
  private static boolean isLogin(int code) {
    return code == 530 || code == 534 || code == 535 || code == 538;
  }

  /** The code of the deciding answer; 0 or less where none came. */
  private int code() {
    if (transport.answer() > 0) {
      return transport.answer();
    }
    if (!recipients.isEmpty()) {
      return deciding().getReturnCode();
    }
    return failure instanceof SMTPSendFailedException command ? command.getReturnCode() : 0;
  }

  private String answer() {
    if (transport.answer() > 0) {
      return transport.answerText();
    }
    return recipients.isEmpty() ? text(failure) : text(deciding());
  }

  /** A temporary refusal decides over others. */
  private SMTPAddressFailedException deciding() {
    return recipients.stream()
        .filter(recipient -> !isForGood(recipient))
        .findFirst()
        .orElse(recipients.get(0));
  }

  private static String text(MessagingException answer) {
    return String.valueOf(answer.getMessage()).strip();
  }
}
