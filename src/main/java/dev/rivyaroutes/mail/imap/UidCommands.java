package dev.rivyaroutes.mail.imap;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.UID;

/**
 * The commands by UID, which Angus Mail has only by message number.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3501#section-6.4.8">RFC 3501, UID</a>
 */
final class UidCommands {

  private static final int MOST_HEADER = 256 * 1024;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("dd-MMM-yyyy", Locale.US);

  /** A part of a mail, and the size of all of it. */
  record Part(byte[] bytes, long size) {}

  /** Some of these commands. */
  interface Call<T> {
    T on(UidCommands commands) throws ProtocolException;
  }

  private final IMAPProtocol protocol;

  UidCommands(IMAPProtocol protocol) {
    this.protocol = protocol;
  }

  /** In ascending order. {@code n:*} always includes the last mail, whatever its UID. */
  List<Long> after(long uid) throws ProtocolException {
    Argument range = new Argument();
    range.writeAtom("UID");
    range.writeAtom((uid + 1) + ":*");
    return search(range).stream().filter(found -> found > uid).toList();
  }

  /** Received on this day or later, in ascending order. */
  List<Long> since(LocalDate day) throws ProtocolException {
    Argument since = new Argument();
    since.writeAtom("SINCE");
    since.writeAtom(DATE.format(day));
    return search(since);
  }

  List<Long> of(String messageId) throws ProtocolException {
    Argument header = new Argument();
    header.writeAtom("HEADER");
    header.writeAtom("Message-ID");
    header.writeString(messageId);
    return search(header);
  }

  private boolean exists(long uid) throws ProtocolException {
    Argument one = new Argument();
    one.writeAtom("UID");
    one.writeAtom(Long.toString(uid));
    return search(one).contains(uid);
  }

  private List<Long> search(Argument terms) throws ProtocolException {
    List<Long> uids = new ArrayList<>();
    for (Response response : command("UID SEARCH", terms)) {
      if (response instanceof IMAPResponse found && found.keyEquals("SEARCH")) {
        for (long uid = found.readLong(); uid != -1; uid = found.readLong()) {
          uids.add(uid);
        }
      }
    }
    uids.sort(null);
    return uids;
  }

  /** Empty if there is no such mail. */
  Optional<MailSummary> summary(long uid) throws ProtocolException {
    FetchResponse found =
        fetch(uid, "(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER]<0." + MOST_HEADER + ">)");
    if (found == null && !exists(uid)) {
      return Optional.empty();
    }
    if (found == null) {
      throw unreadable();
    }
    return Optional.of(ReadFetch.summary(uid, found));
  }

  private static CommandFailedException unreadable() {
    return new CommandFailedException("its answer for this mail cannot be parsed");
  }

  /** A mail that is gone is a refused command. */
  Part part(long uid, long from, int length) throws ProtocolException {
    FetchResponse found =
        fetch(uid, "(UID RFC822.SIZE BODY.PEEK[]<%d.%d>)".formatted(from, length));
    if (found == null && !exists(uid)) {
      throw new CommandFailedException("the mail is not there any more");
    }
    if (found == null || found.getItem(BODY.class) == null) {
      throw unreadable();
    }
    return new Part(ReadFetch.bytes(found), ReadFetch.size(found, Long.MAX_VALUE));
  }

  private FetchResponse fetch(long uid, String items) throws ProtocolException {
    Argument arguments = new Argument();
    arguments.writeAtom(Long.toString(uid));
    arguments.writeAtom(items);
    Response[] responses = protocol.command("UID FETCH", arguments);
    FetchResponse wanted = null;
    for (int i = 0; i < responses.length; i++) {
      if (responses[i] instanceof FetchResponse found
          && found.getItem(UID.class) != null
          && found.getItem(UID.class).uid == uid) {
        wanted = found;
        // The folder would keep an object for each mail that it hears of.
        responses[i] = null;
      }
    }
    finish(responses);
    return wanted;
  }

  void add(long uid, String flag) throws ProtocolException {
    Argument arguments = new Argument();
    arguments.writeAtom(Long.toString(uid));
    arguments.writeAtom("+FLAGS.SILENT");
    arguments.writeAtom("(" + flag + ")");
    command("UID STORE", arguments);
  }

  void move(long uid, String folder) throws ProtocolException {
    command("UID MOVE", to(uid, folder));
  }

  void copy(long uid, String folder) throws ProtocolException {
    command("UID COPY", to(uid, folder));
  }

  /** Removes only this mail, and only if it is marked as deleted. */
  void expunge(long uid) throws ProtocolException {
    Argument one = new Argument();
    one.writeAtom(Long.toString(uid));
    command("UID EXPUNGE", one);
  }

  private Argument to(long uid, String folder) {
    Argument arguments = new Argument();
    arguments.writeAtom(Long.toString(uid));
    if (protocol.supportsUtf8()) {
      arguments.writeString(folder, StandardCharsets.UTF_8);
    } else {
      arguments.writeString(BASE64MailboxEncoder.encode(folder));
    }
    return arguments;
  }

  private Response[] command(String command, Argument arguments) throws ProtocolException {
    Response[] responses = protocol.command(command, arguments);
    finish(responses);
    return responses;
  }

  /** Tells the folder what the server said besides, and fails unless it said OK. */
  private void finish(Response[] responses) throws ProtocolException {
    protocol.notifyResponseHandlers(responses);
    protocol.handleResult(responses[responses.length - 1]);
  }
}
