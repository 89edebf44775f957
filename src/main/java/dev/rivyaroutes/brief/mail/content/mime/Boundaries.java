package dev.rivyaroutes.brief.mail.content.mime;

import java.util.ArrayList;
import java.util.List;

/** The boundaries of the multiparts that are open, the innermost last. */
final class Boundaries {
  static final int NONE = -1;

  private final List<String> open = new ArrayList<>();
  private boolean closing;

  /** Opens a multipart; its index. */
  int open(String boundary) {
    open.add("--" + boundary.stripTrailing());
    return open.size() - 1;
  }

  void close(int index) {
    open.subList(index, open.size()).clear();
  }

  /** The index of the multipart whose boundary the line is; {@link #NONE} for any other line. */
  int find(MailLines lines) {
    if (open.isEmpty() || !lines.startsWith("--")) {
      return NONE;
    }
    String line = lines.text().stripTrailing();
    for (int i = open.size() - 1; i >= 0; i--) {
      closing = line.equals(open.get(i) + "--");
      if (closing || line.equals(open.get(i))) {
        return i;
      }
    }
    return NONE;
  }

  /** Whether the line found last ends its multipart. */
  boolean isClosing() {
    return closing;
  }
}
