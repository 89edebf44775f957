package dev.rivyaroutes.brief.form;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads the records of a table (RFC 4180). A record with a quoting error becomes one with a
 * problem, and reading continues after it, which CSV libraries do not support.
 */
final class CsvRecords {
  private static final int MOST_CELLS = 1_000;

  /**
   * One record.
   *
   * @param line the number of its first line
   * @param last the number of its last line
   * @param cells its cells
   * @param problem why it cannot be used, as the end of a sentence; or null
   */
  record Cells(long line, long last, List<String> cells, String problem) {
    boolean isBlank() {
      return problem == null && cells.stream().allMatch(BriefText::isBlank);
    }

    /** An empty line is not a record. */
    boolean isEmptyLine() {
      return problem == null && cells.size() == 1 && cells.get(0).isEmpty();
    }

    String place() {
      return line == last ? "line " + line : "lines " + line + " to " + last;
    }
  }

  private final Lines lines;
  private final long longest;
  private final Deque<Lines.Line> ahead = new ArrayDeque<>();
  private char delimiter = ',';
  private int columns;

  /** Whether the next line may belong to a row with a quoting error. */
  private boolean doubtful;

  /** Whether that row has an odd number of quotes, so that it seems to end within a cell. */
  private boolean odd;

  CsvRecords(Lines lines, long longest) {
    this.lines = lines;
    this.longest = longest;
  }

  void delimiter(char delimiter) {
    this.delimiter = delimiter;
  }

  /** The number of the header's columns, once it is known. */
  void columns(int columns) {
    this.columns = columns;
  }

  Lines.Line line() throws IOException {
    return ahead.isEmpty() ? lines.next() : ahead.poll();
  }

  void back(Lines.Line line) {
    ahead.push(line);
  }

  /** The next record; null at the end. */
  Cells next() throws IOException {
    Lines.Line first = line();
    if (first == null) {
      return null;
    }
    if (doubtful && !first.isBlank() && !(isRow(first) && (columns > 1 || !odd))) {
      return new Cells(
          first.number(),
          first.number(),
          List.of(),
          "it follows a row with a quoting error and may be the rest of that row");
    }
    doubtful = false;
    SplitCells split = new SplitCells(delimiter, MOST_CELLS);
    List<Lines.Line> all = new ArrayList<>(List.of(first));
    String bad = first.problem();
    split.add(first.text());
    long size = first.text().length();
    while (split.isOpen() && size <= longest) {
      Lines.Line more = line();
      if (more == null) {
        return unclosed(all);
      }
      all.add(more);
      size += more.text().length();
      bad = bad == null ? more.problem() : bad;
      split.add(more.text());
    }
    doubtful = split.isOpen() || split.problem() != null;
    odd = doubtful && hasOddQuotes(all);
    long last = all.get(all.size() - 1).number();
    return new Cells(first.number(), last, split.cells(), problem(split, bad));
  }

  private static boolean hasOddQuotes(List<Lines.Line> all) {
    return all.stream().flatMapToInt(line -> line.text().chars()).filter(c -> c == '"').count() % 2
        == 1;
  }

  private String problem(SplitCells split, String bad) {
    if (split.isOpen()) {
      return "the opening quote of a cell is not closed within " + BriefText.size(longest);
    }
    if (split.problem() != null || bad == null) {
      return split.problem();
    }
    for (int i = 0; i < split.cells().size(); i++) {
      if (split.cells().get(i).indexOf('\uFFFD') >= 0) {
        return "column " + (i + 1) + ": " + bad;
      }
    }
    return bad;
  }

  /**
   * A quote that is never closed. If every following line is a complete row, the quote was meant as
   * a character, and the rows are read; otherwise they are reported as lost.
   */
  private Cells unclosed(List<Lines.Line> all) {
    List<Lines.Line> rest = all.subList(1, all.size());
    boolean rows = columns > 1 && !rest.isEmpty() && rest.stream().allMatch(this::isRow);
    if (rows) {
      ahead.addAll(rest);
    }
    long line = all.get(0).number();
    return new Cells(
        line,
        rows ? line : all.get(all.size() - 1).number(),
        List.of(),
        "a quote begins a cell and is not closed. Close it, or write \"\"\" for a cell that begins"
            + " with a quote");
  }

  private boolean isRow(Lines.Line line) {
    SplitCells split = new SplitCells(delimiter, MOST_CELLS);
    split.add(line.text());
    return line.problem() == null
        && !split.isOpen()
        && split.problem() == null
        && split.cells().size() == columns
        && split.hasNoStrayQuote();
  }
}
