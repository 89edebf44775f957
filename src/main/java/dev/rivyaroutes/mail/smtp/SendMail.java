package dev.rivyaroutes.mail.smtp;

import dev.rivyaroutes.mail.server.ExplainMail;
import dev.rivyaroutes.mail.server.MailFailed;
import dev.rivyaroutes.mail.server.MailNetwork;
import dev.rivyaroutes.mail.server.MailServer;
import dev.rivyaroutes.mail.server.MailSession;
import dev.rivyaroutes.mail.smtp.SendOutcome.Kind;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends a mail over a connection of its own. If the server refuses some of the recipients for good
 * and takes all others, the mail goes to the others; if it refuses one for now, the mail goes to
 * nobody, so that another try repeats nothing.
 */
public final class SendMail {

  private static final int ANSWER_TIMES = 10;

  private final MailServer server;
  private final MailNetwork network;
  private final ExplainMail explain;

  public SendMail(MailServer server, MailNetwork network) {
    this.server = server;
    this.network = network;
    this.explain = new ExplainMail(server);
  }

  /**
   * @param from the sender of the envelope
   */
  public SendOutcome send(MimeMessage message, String from, List<InternetAddress> recipients) {
    try {
      return server.logIn(secret -> send(message, from, recipients, secret));
    } catch (MessagingException | IOException | IllegalStateException e) {
      return new SendOutcome(
          Kind.TRY_AGAIN, explain.failed("send a mail", e).getMessage(), Map.of());
    }
  }

  /** Greets the server and logs in, asks whether it is there (NOOP), and leaves. */
  public void tryLogin() throws MailFailed {
    try {
      server.logIn(secret -> session(new MailSession(server, network), secret, SendMail::ask));
    } catch (MessagingException | IOException | IllegalStateException e) {
      throw explain.failed("log in", e);
    }
  }

  private static Void ask(TrackedTransport transport) throws MessagingException {
    if (!transport.isConnected()) { // It sends NOOP.
      throw new MessagingException("the server closed the connection after the login");
    }
    return null;
  }

  private SendOutcome send(
      MimeMessage message, String from, List<InternetAddress> recipients, String secret)
      throws MessagingException {
    MailSession session = new MailSession(server, network);
    session.session().getProperties().setProperty("mail.smtp.from", from);
    return session(session, secret, transport -> send(transport, message, recipients));
  }

  private interface Work<T> {
    T with(TrackedTransport transport) throws MessagingException;
  }

  private <T> T session(MailSession session, String secret, Work<T> work)
      throws MessagingException {
    session.session().getProperties().setProperty("mail.smtp.quitwait", "false");
    Duration finalAnswer = server.timeout().multipliedBy(ANSWER_TIMES);
    TrackedTransport transport = new TrackedTransport(session, finalAnswer);
    try {
      boolean login = !server.credential().user().isEmpty();
      transport.connect(
          server.host(),
          server.port(),
          login ? server.credential().user() : null,
          login ? secret : null);
      return work.with(transport);
    } finally {
      quit(transport);
      session.closeSockets();
    }
  }

  private SendOutcome send(
      TrackedTransport transport, MimeMessage message, List<InternetAddress> recipients)
      throws MessagingException {
    Map<String, String> refused = new LinkedHashMap<>();
    List<InternetAddress> left = new ArrayList<>(recipients);
    while (true) {
      try {
        transport.sendMessage(message, left.toArray(new Address[0]));
        return new SendOutcome(Kind.ACCEPTED, "", Map.copyOf(refused));
      } catch (MessagingException e) {
        JudgeSmtpFailure judge = new JudgeSmtpFailure(server, transport, e);
        refused.putAll(judge.refusedForGood());
        left.removeIf(address -> refused.containsKey(address.getAddress()));
        if (left.isEmpty() || !judge.isByRecipientsAlone()) {
          return judge.outcome();
        }
      }
    }
  }

  /** Whatever comes of it, the outcome is known already. */
  private static void quit(TrackedTransport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      // The connection is closed anyway.
    }
  }
}
