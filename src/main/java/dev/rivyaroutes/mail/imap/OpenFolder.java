package dev.rivyaroutes.mail.imap;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.mail.server.MailNetwork;
import dev.rivyaroutes.mail.server.MailServer;
import dev.rivyaroutes.mail.server.MailSession;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/**
 * An open folder on a connection of its own. Commands go through the folder: those of the store
 * would open a second connection.
 */
final class OpenFolder {

  private static final int MOST_NAMES = 20;

  private final MailSession session;
  private final IMAPFolder folder;
  private final long uidValidity;

  private boolean idles;

  private OpenFolder(MailSession session, IMAPFolder folder, Runnable news)
      throws MessagingException {
    this.session = session;
    this.folder = folder;
    this.uidValidity = folder.getUIDValidity();
    call(
        protocol -> {
          idles = protocol.hasCapability("IDLE");
          protocol.addResponseHandler(response -> announce(response, news));
          return null;
        });
  }

  private static void announce(Response response, Runnable news) {
    if (response instanceof IMAPResponse said && said.keyEquals("EXISTS")) {
      news.run();
    }
  }

  /**
   * Logs in and opens the folder; a refused token is replaced once.
   *
   * @param examine whether it is opened for reading alone
   * @param news run when the server announces mail
   */
  static OpenFolder open(
      MailServer server, MailNetwork network, String name, boolean examine, Runnable news)
      throws MessagingException, IOException {
    return server.logIn(secret -> open(server, network, name, examine, news, secret));
  }

  private static OpenFolder open(
      MailServer server,
      MailNetwork network,
      String name,
      boolean examine,
      Runnable news,
      String secret)
      throws MessagingException {
    MailSession session = new MailSession(server, network);
    boolean open = false;
    try {
      IMAPStore store = new OneConnection(session.session());
      store.connect(server.host(), server.port(), server.credential().user(), secret);
      IMAPFolder folder = (IMAPFolder) store.getFolder(name);
      try {
        folder.open(examine ? Folder.READ_ONLY : Folder.READ_WRITE);
      } catch (FolderNotFoundException e) {
        throw new FolderNotFoundException(folder, missing(name, names(store)), e);
      }
      OpenFolder opened = new OpenFolder(session, folder, news);
      open = true;
      return opened;
    } finally {
      if (!open) {
        session.closeSockets();
      }
    }
  }

  /** Folders with another spelling are the usual mistake. */
  private static String missing(String name, List<String> names) {
    String nearest = Nearest.near(name, names);
    return nearest != null
        ? "there is no such folder. Did you mean %s?".formatted(nearest)
        : "there is no such folder. The mailbox has %s."
            .formatted(String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size()))));
  }

  private static List<String> names(IMAPStore store) throws MessagingException {
    List<String> names = new ArrayList<>();
    for (Folder folder : store.getDefaultFolder().list("*")) {
      names.add(folder.getFullName());
    }
    return names;
  }

  /** A command, or several. */
  interface Call<T> {
    T on(IMAPProtocol protocol) throws ProtocolException;
  }

  /** Runs commands on this connection; ends IDLE first. */
  @SuppressWarnings("unchecked")
  <T> T call(Call<T> call) throws MessagingException {
    return (T) folder.doCommand(call::on);
  }

  /** Whether a keyword is kept with a mail. */
  boolean keeps(String keyword) {
    Flags kept = folder.getPermanentFlags();
    return kept != null && (kept.contains(Flags.Flag.USER) || kept.contains(keyword));
  }

  void append(MimeMessage message) throws MessagingException {
    folder.appendMessages(new Message[] {message});
  }

  /** Waits for announcements of the server until the next call; nothing where it has no IDLE. */
  void idle(String threadName) {
    if (idles) {
      Thread thread = new Thread(this::idle, threadName);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void idle() {
    try {
      folder.idle(false);
    } catch (MessagingException | IllegalStateException e) {
      // The connection is lost, or the server refused; the next call finds what is the matter.
    }
  }

  long uidValidity() {
    return uidValidity;
  }

  /** Ends all calls at once, without waiting for the server. */
  void close() {
    session.closeSockets();
  }
}
