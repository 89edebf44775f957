package dev.rivyaroutes.mail.smtp;

import dev.rivyaroutes.mail.server.MailSession;
import jakarta.mail.MessagingException;
import jakarta.mail.URLName;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Remembers whether the end of the mail was sent, and the server's answer to it. Before that end a
 * server has accepted nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.2.5">RFC 5321, reply codes after
 *     DATA</a>
 */
final class TrackedTransport extends SMTPTransport {

  private final MailSession session;
  private final Duration finalAnswer;
  private boolean ended;
  private int answer;
  private String answerText = "";

  /**
   * @param finalAnswer how long to wait for the answer to the mail
   */
  TrackedTransport(MailSession session, Duration finalAnswer) {
    super(session.session(), new URLName("smtp", null, -1, null, null, null));
    this.session = session;
    this.finalAnswer = finalAnswer;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    session.waitFor(finalAnswer);
    ended = true;
    super.finishData();
  }

  /** The first answer after the end counts; Angus Mail sends RSET after a refusal. */
  @Override
  protected int readServerResponse() throws MessagingException {
    int code = super.readServerResponse();
    if (ended && answer == 0) {
      answer = code;
      answerText = getLastServerResponse();
    }
    return code;
  }

  /** Whether the mail was sent to its end and no answer came. */
  boolean isUnknown() {
    return ended && answer < 200;
  }

  /** The code of the answer to the mail; 0 or less for none. */
  int answer() {
    return answer;
  }

  String answerText() {
    return answerText;
  }
}
