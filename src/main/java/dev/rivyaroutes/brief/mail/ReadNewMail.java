package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.mail.content.InlinePictures;
import dev.rivyaroutes.brief.mail.content.MailContent;
import dev.rivyaroutes.brief.mail.content.MailFacts;
import dev.rivyaroutes.brief.mail.content.ReadMail;
import dev.rivyaroutes.brief.mail.content.mime.DecodeHeader;
import dev.rivyaroutes.brief.mail.content.mime.MailRefused;
import dev.rivyaroutes.brief.message.MessageBytes;
import dev.rivyaroutes.brief.message.MessageUnreadable;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.mail.imap.MailSummary;
import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.mail.server.MailFailed;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Reads a mail of a folder as a message. One that cannot be read is a message with its problem. */
final class ReadNewMail {
  static final String TYPE = "message/rfc822";

  private final Mailbox mailbox;
  private final ReadMail read;
  private final InlinePictures inline;
  private final Origin origin;
  private final Clock clock;

  ReadNewMail(Mailbox mailbox, ReadMail read, InlinePictures inline, Origin origin, Clock clock) {
    this.mailbox = mailbox;
    this.read = read;
    this.inline = inline;
    this.origin = origin;
    this.clock = clock;
  }

  /** The subject as people know a mail. */
  static String name(String subject) {
    return subject.isBlank() ? "(no subject)" : subject;
  }

  /**
   * Empty if the mail is gone.
   *
   * @param summary null if the server did not give it
   * @param position up to where everything is settled once this mail is
   */
  Optional<ReceivedMessage> read(long uid, MailSummary summary, MailPosition position)
      throws IOException {
    try (InputStream raw = mailbox.open(uid)) {
      MailContent content = read.read(raw, inline);
      MailFacts facts = content.facts();
      return Optional.of(
          new ReceivedMessage(
              origin,
              facts.id(),
              name(facts.subject()),
              received(summary),
              new MessageBytes(TYPE, content::openRaw),
              position.toString(),
              new NewMail(uid, content, null)));
    } catch (MailFailed e) {
      return isGone(uid, e) ? Optional.empty() : Optional.of(unreadable(uid, summary, position, e));
    } catch (MailRefused | RuntimeException e) {
      return Optional.of(message(uid, summary, position, e));
    }
  }

  private boolean isGone(long uid, MailFailed failure) throws MailFailed {
    if (failure.why() != MailFailed.Why.REFUSED) {
      throw failure;
    }
    try {
      return mailbox.summary(uid).isEmpty();
    } catch (MailFailed e) {
      if (e.why() == MailFailed.Why.REFUSED) {
        return false;
      }
      throw e;
    }
  }

  /** The server refuses to give this one mail. */
  ReceivedMessage unreadable(
      long uid, MailSummary summary, MailPosition position, MailFailed failure) {
    return message(uid, summary, position, new MessageUnreadable(failure.getMessage(), failure));
  }

  private ReceivedMessage message(
      long uid, MailSummary summary, MailPosition position, Exception problem) {
    return new ReceivedMessage(
        origin,
        "uidvalidity=%d uid=%d".formatted(position.uidValidity(), uid),
        name(subject(summary)),
        received(summary),
        new MessageBytes(TYPE, () -> mailbox.open(uid)),
        position.toString(),
        new NewMail(uid, null, problem));
  }

  private static String subject(MailSummary summary) {
    if (summary == null) {
      return "";
    }
    try {
      String subject =
          new InternetHeaders(new ByteArrayInputStream(summary.header()))
              .getHeader("Subject", null);
      return subject == null ? "" : DecodeHeader.text(subject);
    } catch (MessagingException | RuntimeException e) {
      return "";
    }
  }

  private Instant received(MailSummary summary) {
    return summary == null || summary.received() == null ? clock.instant() : summary.received();
  }
}
