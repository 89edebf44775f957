package dev.rivyaroutes.brief.mail.content.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a plain text, with quotation by {@code >}, and format=flowed (RFC 3676). */
final class PlainLines {
  private static final int DEEPEST = 20;
  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\n|\r");

  /** What follows so many lines stays one: it is a list or a log, not the letter of a person. */
  private static final int MOST = 50_000;

  private PlainLines() {}

  /**
   * @param flowed whether lines that end with a space go on in the next line
   * @param delSp whether that space is only the mark
   */
  static List<Line> of(String text, boolean flowed, boolean delSp) {
    List<Line> lines = new ArrayList<>();
    StringBuilder open = null;
    int openDepth = 0;
    for (String raw : LINE_BREAK.split(text, MOST)) {
      int depth = flowed ? strictDepth(raw) : depth(raw);
      String line = flowed ? unstuffed(raw.substring(depth)) : unmarked(raw);
      boolean separator = line.equals("-- ");
      if (open != null && (openDepth != depth || separator)) {
        lines.add(line(open.toString(), openDepth));
        open = null;
      }
      if (!flowed || separator) {
        lines.add(line(line, depth));
        continue;
      }
      boolean soft = line.endsWith(" ");
      StringBuilder paragraph = open == null ? new StringBuilder() : open;
      paragraph.append(soft && delSp ? line.substring(0, line.length() - 1) : line);
      open = soft ? paragraph : null;
      openDepth = depth;
      if (!soft) {
        lines.add(line(paragraph.toString(), depth));
      }
    }
    if (open != null) {
      lines.add(line(open.toString(), openDepth));
    }
    return lines;
  }

  private static Line line(String text, int depth) {
    String kept = text.equals("-- ") ? text : text.stripTrailing();
    return new Line(kept, depth == 0 ? Zone.OWN : Zone.QUOTE, Math.min(depth, DEEPEST));
  }

  private static int strictDepth(String line) {
    int depth = 0;
    while (depth < line.length() && line.charAt(depth) == '>') {
      depth++;
    }
    return depth;
  }

  private static String unstuffed(String line) {
    return line.startsWith(" ") ? line.substring(1) : line;
  }

  /** Marks with spaces between them, as {@code > > text}. */
  private static int depth(String line) {
    return (int) line.substring(0, end(line)).chars().filter(c -> c == '>').count();
  }

  private static String unmarked(String line) {
    return line.substring(end(line));
  }

  private static int end(String line) {
    int end = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '>') {
        end = i + 1;
      } else if (line.charAt(i) != ' ' || i == 0) {
        break;
      }
    }
    return end > 0 && end < line.length() && line.charAt(end) == ' ' ? end + 1 : end;
  }
}
