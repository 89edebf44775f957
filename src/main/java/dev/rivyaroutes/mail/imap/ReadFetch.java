package dev.rivyaroutes.mail.imap;

import jakarta.mail.Flags;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FLAGS;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;

/** Reads the items of a FETCH answer; any of them may be missing. */
final class ReadFetch {

  private static final Map<Flags.Flag, String> SYSTEM_FLAGS =
      Map.of(
          Flags.Flag.ANSWERED, "\\Answered",
          Flags.Flag.DELETED, "\\Deleted",
          Flags.Flag.DRAFT, "\\Draft",
          Flags.Flag.FLAGGED, "\\Flagged",
          Flags.Flag.RECENT, "\\Recent",
          Flags.Flag.SEEN, "\\Seen");

  private ReadFetch() {}

  static MailSummary summary(long uid, FetchResponse found) {
    INTERNALDATE date = found.getItem(INTERNALDATE.class);
    Date received = date == null ? null : date.getDate();
    return new MailSummary(
        uid,
        received == null ? null : Instant.ofEpochMilli(received.getTime()),
        size(found, 0),
        flags(found.getItem(FLAGS.class)),
        bytes(found));
  }

  static long size(FetchResponse found, long otherwise) {
    RFC822SIZE size = found.getItem(RFC822SIZE.class);
    return size == null ? otherwise : size.size;
  }

  static byte[] bytes(FetchResponse found) {
    BODY body = found.getItem(BODY.class);
    ByteArray data = body == null ? null : body.getByteArray();
    return data == null
        ? new byte[0]
        : Arrays.copyOfRange(data.getBytes(), data.getStart(), data.getStart() + data.getCount());
  }

  private static Set<String> flags(Flags flags) {
    Set<String> names = new TreeSet<>();
    if (flags != null) {
      names.addAll(List.of(flags.getUserFlags()));
      for (Flags.Flag flag : flags.getSystemFlags()) {
        names.add(SYSTEM_FLAGS.getOrDefault(flag, ""));
      }
    }
    return names;
  }
}
