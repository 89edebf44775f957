package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.mail.MailConnection;
import dev.rivyaroutes.mail.imap.Mailbox;
import dev.rivyaroutes.mail.imap.MailboxStatus;
import dev.rivyaroutes.mail.server.MailFailed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls a folder over its one connection, from where it was read before. */
final class PollFolder {
  private static final Logger LOG = LoggerFactory.getLogger(PollFolder.class);

  /** How much older than the last poll a mail may be after its folder has got new UIDs. */
  private static final Duration OVERLAP = Duration.ofDays(1);

  /** The time in the position is not worth a write at each poll. */
  private static final Duration SAME_TIME = Duration.ofHours(1);

  private final MailConnection connection;
  private final MailDropSettings settings;
  private final Clock clock;
  private Mailbox mailbox;
  private FindNewMails find;
  private Instant polledAt;
  private MailPosition beginning;
  private volatile boolean news;

  PollFolder(MailConnection connection, MailDropSettings settings, Clock clock) {
    this.connection = connection;
    this.settings = settings;
    this.clock = clock;
    connection.openMailbox(settings.folder()).close();
  }

  Iterator<ReceivedMessage> poll(String position, Function<Mailbox, ReadNewMail> reader)
      throws MailFailed {
    news = false;
    find = null;
    polledAt = clock.instant();
    if (mailbox == null) {
      mailbox = connection.openMailbox(settings.folder());
    }
    beginning = begin(position, mailbox.status());
    find = new FindNewMails(mailbox, reader.apply(mailbox), beginning);
    return find;
  }

  private MailPosition begin(String saved, MailboxStatus status) throws MailFailed {
    if (saved == null) {
      return first(status);
    }
    MailPosition known = MailPosition.parse(saved);
    if (known.uidValidity() == status.uidValidity()) {
      return known;
    }
    Instant since = known.isCatchingUp() ? known.at() : known.at().minus(OVERLAP);
    LOG.info(
        "The mailbox {} has new UIDs (UIDVALIDITY {} in place of {}): the mails that arrived since {} are read again, and those that the ledger has make no second job.",
        settings.address(),
        status.uidValidity(),
        known.uidValidity(),
        since);
    return new MailPosition(status.uidValidity(), 0, since, next(status));
  }

  private MailPosition first(MailboxStatus status) throws MailFailed {
    long next = next(status);
    return settings.since() == null
        ? new MailPosition(status.uidValidity(), next - 1, polledAt, 0)
        : new MailPosition(status.uidValidity(), 0, settings.since(), next);
  }

  /** Old servers do not say it. */
  private long next(MailboxStatus status) throws MailFailed {
    if (status.uidNext() > 0) {
      return status.uidNext();
    }
    List<Long> uids = mailbox.uidsAfter(0, Integer.MAX_VALUE);
    return uids.isEmpty() ? 1 : uids.get(uids.size() - 1) + 1;
  }

  /** The position at which this poll began. */
  String beginning() {
    return beginning.toString();
  }

  /** The position after a poll that read everything. */
  String position() {
    if (find == null) {
      return null;
    }
    MailPosition read = find.position();
    boolean old = read.at().plus(SAME_TIME).isBefore(polledAt);
    return read.drained(old ? polledAt : read.at()).toString();
  }

  Mailbox mailbox() {
    return mailbox;
  }

  boolean hasNews() {
    return news;
  }

  void awaitNews() {
    if (mailbox != null) {
      mailbox.awaitNews(() -> news = true);
    }
  }

  void close() {
    if (mailbox != null) {
      mailbox.close();
      mailbox = null;
    }
  }
}
