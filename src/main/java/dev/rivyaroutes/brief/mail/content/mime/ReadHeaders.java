package dev.rivyaroutes.brief.mail.content.mime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the headers of a mail or of a part. Lines within them that are no header are passed over,
 * so that a header below such a line is still seen.
 */
final class ReadHeaders {
  private final MailLines lines;
  private final Boundaries boundaries;
  private final MailBudget budget;
  private final List<MailHeaders.Field> fields = new ArrayList<>();
  private String name;
  private final StringBuilder value = new StringBuilder();

  ReadHeaders(MailLines lines, Boundaries boundaries, MailBudget budget) {
    this.lines = lines;
    this.boundaries = boundaries;
    this.budget = budget;
  }

  /** Reads to the empty line; stops before a boundary, or before a first line that is no header. */
  MailHeaders read() throws IOException, MailRefused {
    boolean first = true;
    while (lines.next()) {
      if (boundaries.find(lines) != Boundaries.NONE || first && isText()) {
        lines.repeat();
        break;
      }
      if (lines.isBlank()) {
        break;
      }
      budget.takeHeader(lines.length());
      take(lines.text());
      first = false;
    }
    put();
    return new MailHeaders(fields);
  }

  /** Text that follows a boundary at once. The line of an mbox file is none. */
  private boolean isText() {
    return !lines.isBlank()
        && !lines.startsWith("From ")
        && !lines.startsWith(">From ")
        && colon(lines.text()) < 0;
  }

  private void take(String line) {
    if (line.startsWith(" ") || line.startsWith("\t")) {
      value.append(name == null ? "" : line);
      return;
    }
    put();
    int colon = colon(line);
    if (colon > 0) {
      name = line.substring(0, colon).stripTrailing();
      value.append(line, colon + 1, line.length());
    }
  }

  private void put() {
    if (name != null) {
      fields.add(new MailHeaders.Field(name, value.toString().strip()));
    }
    name = null;
    value.setLength(0);
  }

  /** Where the name of a header ends, or -1 when the line has none. */
  private static int colon(String line) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
    return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7F) ? colon : -1;
  }
}
