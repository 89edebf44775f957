package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.mail.imap.MailSummary;
import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.mail.server.MailFailed;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MailDateFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The mails of a folder after a position, in the order of their UIDs, read one by one. */
final class FindNewMails implements Iterator<ReceivedMessage> {
  private static final int BATCH = 500;

  private final Mailbox mailbox;
  private final ReadNewMail read;
  private MailPosition position;
  private Iterator<Long> uids = List.<Long>of().iterator();
  private boolean drained;
  private ReceivedMessage next;

  FindNewMails(Mailbox mailbox, ReadNewMail read, MailPosition start) {
    this.mailbox = mailbox;
    this.read = read;
    this.position = start;
  }

  /**
   * @throws UncheckedIOException if the mailbox cannot be read
   */
  @Override
  public boolean hasNext() {
    try {
      while (next == null && !drained) {
        if (uids.hasNext()) {
          next = read(uids.next()).orElse(null);
        } else {
          search();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return next != null;
  }

  private void search() throws MailFailed {
    if (position.isCatchingUp()) {
      // Servers compare days without their time zones.
      LocalDate day = LocalDate.ofInstant(position.at(), ZoneOffset.UTC).minusDays(1);
      List<Long> found =
          mailbox.uidsSince(day).stream()
              .filter(uid -> uid > position.uid() && uid < position.catchUp())
              .toList();
      if (found.isEmpty()) {
        position = position.drained(position.at());
      }
      uids = found.iterator();
    } else {
      List<Long> found = mailbox.uidsAfter(position.uid(), BATCH);
      drained = found.isEmpty();
      uids = found.iterator();
    }
  }

  private Optional<ReceivedMessage> read(long uid) throws IOException {
    boolean catchingUp = position.isCatchingUp();
    Instant wanted = position.at();
    position = position.settled(uid);
    Optional<MailSummary> summary;
    try {
      summary = mailbox.summary(uid);
    } catch (MailFailed e) {
      if (e.why() == MailFailed.Why.REFUSED) {
        return Optional.of(read.unreadable(uid, null, position, e));
      }
      throw e;
    }
    return summary.isEmpty() || catchingUp && arrived(summary.get()).isBefore(wanted)
        ? Optional.empty()
        : read.read(uid, summary.get(), position);
  }

  /**
   * When the own server received a mail. One that was restored or moved to another server has a new
   * date there, but the Received header of old.
   */
  private static Instant arrived(MailSummary mail) {
    Instant filed = mail.received() == null ? Instant.MAX : mail.received();
    try {
      String[] received =
          new InternetHeaders(new ByteArrayInputStream(mail.header())).getHeader("Received");
      if (received == null) {
        return filed;
      }
      String date = received[0].substring(received[0].lastIndexOf(';') + 1).strip();
      Instant first = new MailDateFormat().parse(date).toInstant();
      return first.isBefore(filed) ? first : filed;
    } catch (MessagingException | ParseException | RuntimeException e) {
      return filed;
    }
  }

  @Override
  public ReceivedMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ReceivedMessage message = next;
    next = null;
    return message;
  }

  /** Up to where the folder has been read. */
  MailPosition position() {
    return position;
  }
}
