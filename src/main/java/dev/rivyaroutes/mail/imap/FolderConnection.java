package dev.rivyaroutes.mail.imap;

import dev.rivyaroutes.mail.server.ExplainMail;
import dev.rivyaroutes.mail.server.MailFailed;
import dev.rivyaroutes.mail.server.MailFailed.Why;
import dev.rivyaroutes.mail.server.MailNetwork;
import dev.rivyaroutes.mail.server.MailServer;
import jakarta.mail.MessagingException;
import java.io.IOException;

/**
 * The one connection of a folder: opened when it is needed, and again after it was lost. A call
 * that finds it lost is repeated once, if the UIDs still mean the same mails.
 */
final class FolderConnection {

  private final MailServer server;
  private final MailNetwork network;
  private final String folder;
  private final boolean examine;
  private final ExplainMail explain;
  private volatile OpenFolder open;
  private volatile boolean closed;
  private volatile Runnable news = () -> {};
  private long expected;

  FolderConnection(MailServer server, MailNetwork network, String folder, boolean examine) {
    this.examine = examine;
    this.server = server;
    this.network = network;
    this.folder = folder;
    this.explain = new ExplainMail(server);
  }

  /** What is done with the open folder. */
  interface Work<T> {
    T on(OpenFolder folder) throws MessagingException;
  }

  /**
   * @param action what is done, for the message of a failure
   */
  <T> T call(String action, Work<T> work) throws MailFailed {
    return call(action, true, work);
  }

  /**
   * @param repeat whether the work may be done twice
   */
  synchronized <T> T call(String action, boolean repeat, Work<T> work) throws MailFailed {
    boolean fresh = open == null;
    try {
      return work.on(opened());
    } catch (MessagingException e) {
      MailFailed failure = explain.failed(action, e);
      if (failure.why() == Why.REFUSED) {
        throw failure;
      }
      drop();
      if (fresh || !repeat || closed) {
        throw failure;
      }
    }
    return call(action, false, work);
  }

  /** Any UIDVALIDITY is right from now on, until the next {@link #expect}. */
  synchronized void expectAny() {
    expected = 0;
  }

  /** The UIDs that the caller has are of this UIDVALIDITY. */
  synchronized void expect(long uidValidity) {
    if (open != null && open.uidValidity() != uidValidity) {
      drop();
    }
    expected = uidValidity;
  }

  private OpenFolder opened() throws MailFailed {
    String action = "open the folder " + folder;
    if (closed) {
      throw explain.failed(Why.LOST, action, "the program is stopping.", null);
    }
    OpenFolder current = open;
    if (current == null) {
      try {
        current = OpenFolder.open(server, network, folder, examine, () -> news.run());
      } catch (MessagingException | IOException e) {
        throw explain.failed(action, e);
      }
      open = current;
      if (closed) {
        drop();
      }
    }
    if (expected == 0) {
      expected = current.uidValidity();
    } else if (expected != current.uidValidity()) {
      throw explain.failed(
          Why.RENUMBERED,
          action,
          "its UIDVALIDITY has changed from %d to %d; the next poll starts with the new one."
              .formatted(expected, current.uidValidity()),
          null);
    }
    return current;
  }

  private void drop() {
    OpenFolder lost = open;
    open = null;
    if (lost != null) {
      lost.close();
    }
  }

  synchronized void awaitNews(Runnable reader) {
    news = reader;
    if (open != null) {
      open.idle("mail-idle-" + server.connection());
    }
  }

  /** Not synchronized: it also ends a call that waits for the server. */
  void close() {
    closed = true;
    drop();
  }
}
