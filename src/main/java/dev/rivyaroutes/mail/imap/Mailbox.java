package dev.rivyaroutes.mail.imap;

import dev.rivyaroutes.mail.server.MailFailed;
import dev.rivyaroutes.mail.server.MailNetwork;
import dev.rivyaroutes.mail.server.MailServer;
import jakarta.mail.Flags;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.imap.protocol.Status;

/**
 * A folder of a mailbox, over one connection that is opened at the first call and again after it
 * was lost. Reading never marks a mail as seen. Calls may come from any thread; they run one after
 * the other. A failure with {@link MailFailed.Why#REFUSED} concerns this call alone.
 */
public final class Mailbox implements AutoCloseable {

  private static final String[] NUMBERS = {"UIDVALIDITY", "UIDNEXT", "MESSAGES"};

  private final String folder;
  private final FolderConnection connection;

  public Mailbox(MailServer server, MailNetwork network, String folder) {
    this(server, network, folder, false);
  }

  /**
   * @param examine whether the folder is opened for reading alone (EXAMINE)
   */
  public Mailbox(MailServer server, MailNetwork network, String folder, boolean examine) {
    this.folder = folder;
    this.connection = new FolderConnection(server, network, folder, examine);
  }

  public String folder() {
    return folder;
  }

  /**
   * The folder's numbers now; each poll begins with it. When the UIDVALIDITY changes later, every
   * other call fails with {@link MailFailed.Why#RENUMBERED} until this one has returned the new
   * value.
   */
  public MailboxStatus status() throws MailFailed {
    synchronized (connection) {
      connection.expectAny();
      Status now =
          connection.call(
              "read the state of " + folder, open -> open.call(p -> p.status(folder, NUMBERS)));
      connection.expect(now.uidvalidity);
      return new MailboxStatus(now.uidvalidity, now.uidnext, now.total);
    }
  }

  /** The UIDs above this one in ascending order, at most {@code limit} of them. */
  public List<Long> uidsAfter(long uid, int limit) throws MailFailed {
    List<Long> uids = uids("search " + folder, p -> p.after(uid));
    return uids.subList(0, Math.min(limit, uids.size()));
  }

  /** The UIDs of the mails received on this day (by the server's clock) or later, ascending. */
  public List<Long> uidsSince(LocalDate day) throws MailFailed {
    return uids("search " + folder, p -> p.since(day));
  }

  /**
   * The UIDs of the mails with this Message-ID, ascending.
   *
   * @param messageId with its angle brackets
   */
  public List<Long> uidsOf(String messageId) throws MailFailed {
    return uids("search %s for the mail %s".formatted(folder, messageId), p -> p.of(messageId));
  }

  private List<Long> uids(String action, UidCommands.Call<List<Long>> search) throws MailFailed {
    return connection.call(action, open -> open.call(p -> search.on(new UidCommands(p))));
  }

  /** Flags, size, date and header of a mail; empty if there is no such mail any more. */
  public Optional<MailSummary> summary(long uid) throws MailFailed {
    return connection.call(
        "read the header of the mail with UID %d in %s".formatted(uid, folder),
        open -> open.call(p -> new UidCommands(p).summary(uid)));
  }

  /**
   * The raw bytes of a whole mail. They are read in pieces of about 1 MB, each by a command of its
   * own, so the stream survives a lost connection and blocks no other call. A mail that is gone
   * fails with {@link MailFailed.Why#REFUSED}.
   */
  public InputStream open(long uid) {
    return new MailStream(
        from ->
            connection.call(
                "read the mail with UID %d in %s".formatted(uid, folder),
                open -> open.call(p -> new UidCommands(p).part(uid, from, MailStream.PIECE))));
  }

  /**
   * Sets a keyword, or {@code \Flagged} where the folder keeps no keywords.
   *
   * @return what was set
   */
  public String flag(long uid, String keyword) throws MailFailed {
    return connection.call(
        "flag the mail with UID %d in %s".formatted(uid, folder),
        open -> {
          String flag = open.keeps(keyword) ? keyword : "\\Flagged";
          open.call(
              p -> {
                new UidCommands(p).add(uid, flag);
                return null;
              });
          return flag;
        });
  }

  /**
   * Moves a mail to another folder, which is created if it is missing. A server without MOVE and
   * UIDPLUS keeps the mail here, marked as deleted: a plain EXPUNGE would remove the mails that
   * others have marked. Without effect on a mail that is gone.
   */
  public void move(long uid, String target) throws MailFailed {
    connection.call(
        "move the mail with UID %d from %s to %s".formatted(uid, folder, target),
        open ->
            open.call(
                p -> {
                  new MoveMail(p).move(uid, target);
                  return null;
                }));
  }

  /** Adds a mail to this folder, marked as seen. It is not repeated: it might be added twice. */
  public void append(MimeMessage message) throws MailFailed {
    connection.call(
        "add a mail to " + folder,
        false,
        open -> {
          message.setFlag(Flags.Flag.SEEN, true);
          open.append(message);
          return null;
        });
  }

  /** The folder that the server marks as that of sent mail, or that has a usual name for it. */
  public Optional<String> sentFolder() throws MailFailed {
    return connection.call(
        "list the folders", open -> open.call(p -> FindSentFolder.in(p.list("", "*"))));
  }

  /**
   * Waits for news on this connection (IDLE) until the next call. Where the server has no IDLE, or
   * the connection is lost, there is no news, and nothing else happens: it only saves waiting.
   *
   * @param news run on another thread when the server announces mail; it must return at once
   */
  public void awaitNews(Runnable news) {
    connection.awaitNews(news);
  }

  /** Closes the connection at once, also while a call waits for the server. */
  @Override
  public void close() {
    connection.close();
  }
}
