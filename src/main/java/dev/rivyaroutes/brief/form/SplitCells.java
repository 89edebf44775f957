package dev.rivyaroutes.brief.form;

import java.util.ArrayList;
import java.util.List;

/** Splits the lines of one record into cells. */
final class SplitCells {
  private enum At {
    START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE
  }

  private final char delimiter;
  private final int most;
  private final List<String> cells = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private At at = At.START;
  private String problem;
  private boolean seen;
  private boolean strayQuote;

  SplitCells(char delimiter, int most) {
    this.delimiter = delimiter;
    this.most = most;
  }

  /** Whether the record continues in the next line. */
  boolean isOpen() {
    return at == At.QUOTED && problem == null;
  }

  String problem() {
    return problem;
  }

  boolean hasNoStrayQuote() {
    return !strayQuote;
  }

  List<String> cells() {
    return cells;
  }

  void add(String line) {
    for (int i = 0; i < line.length() && problem == null; i++) {
      char c = line.charAt(i);
      if (at == At.QUOTED) {
        boolean doubled = c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (c == '"' && !doubled) {
          at = At.AFTER_QUOTE;
        } else {
          cell.append(c);
          i += doubled ? 1 : 0;
        }
      } else if (c == delimiter) {
        endCell();
      } else if (c != '\n' && c != '\r') {
        outside(c);
      }
    }
    if (at != At.QUOTED) {
      endCell();
    }
  }

  private void outside(char c) {
    if (at == At.AFTER_QUOTE) {
      if (c != ' ' && c != '\t') {
        problem =
            "column %s has text after its closing quote. Write a quote within a cell twice (\"\")"
                .formatted(cells.size() + 1);
      }
    } else if (c == '"' && at == At.START) {
      at = At.QUOTED;
    } else if (c == '"' && !seen) {
      problem =
          "column %s has white space before its opening quote. Remove the white space"
              .formatted(cells.size() + 1);
    } else {
      strayQuote |= c == '"';
      seen |= !Character.isWhitespace(c);
      cell.append(c);
      at = At.PLAIN;
    }
  }

  private void endCell() {
    cells.add(cell.toString());
    cell.setLength(0);
    seen = false;
    at = At.START;
    if (cells.size() > most && problem == null) {
      problem = "it has more than " + most + " columns";
    }
  }
}
