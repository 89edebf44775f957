package dev.rivyaroutes.brief.mail.content.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides which lines of a mail are new, quoted, or a signature. Answers between the lines of a
 * quotation keep it: without it they say nothing.
 */
final class CutReply {
  private static final int SHORT_SIGNATURE = 12;

  private final List<Line> lines;
  private boolean forwarded;

  private CutReply(List<Line> lines) {
    this.lines = new ArrayList<>(lines);
  }

  /**
   * @param lines with their zones
   * @param forwarded whether a forwarded mail begins in them
   */
  record Cut(List<Line> lines, boolean forwarded) {}

  static Cut of(List<Line> lines) {
    CutReply cut = new CutReply(lines);
    cut.markHistory();
    cut.markAttributions();
    cut.markSignatures();
    cut.markMobileSignatures();
    cut.keepAnswered();
    return new Cut(cut.lines, cut.forwarded);
  }

  private void markHistory() {
    for (int i = nextText(0); i < lines.size(); i = nextText(i + 1)) {
      String text = lines.get(i).text();
      boolean begins = ReplyPatterns.isForwarded(text);
      forwarded |= begins;
      begins |= ReplyPatterns.isOriginalMessage(text) || HeaderBlock.length(lines, i) > 0;
      if (begins && lines.get(i).zone().compareTo(Zone.QUOTE) < 0) {
        mark(i, lines.size(), Zone.HISTORY);
        return;
      }
    }
  }

  private void markAttributions() {
    for (int i = 0; i < lines.size(); i++) {
      int length = isOpen(i) && !lines.get(i).isBlank() ? attribution(i) : 0;
      if (length == 0) {
        continue;
      }
      int next = nextText(i + length);
      if (next < lines.size() && lines.get(next).zone() == Zone.INDENTED) {
        int end = next;
        while (end < lines.size() && lines.get(end).zone() == Zone.INDENTED) {
          end++;
        }
        mark(i, end, Zone.QUOTE);
      } else if (next < lines.size() && lines.get(next).zone().compareTo(Zone.QUOTE) >= 0) {
        mark(i, i + length, Zone.QUOTE);
      } else if (isOpen(i)) {
        mark(i, lines.size(), Zone.HISTORY);
        return;
      }
    }
  }

  /** Over how many lines an attribution goes that begins at a line; 0 for any other line. */
  private int attribution(int start) {
    StringBuilder joined = new StringBuilder();
    int end = Math.min(lines.size(), start + ReplyPatterns.ATTRIBUTION_LINES);
    for (int i = start; i < end && isOpen(i) && !lines.get(i).isBlank(); i++) {
      joined.append(lines.get(i).text()).append(' ');
      if (joined.length() > 2 * ReplyPatterns.LONGEST) {
        return 0;
      }
      if (ReplyPatterns.endsWithColon(lines.get(i).text())) {
        return ReplyPatterns.isAttribution(joined.toString()) ? i + 1 - start : 0;
      }
    }
    return 0;
  }

  private void markSignatures() {
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).text();
      boolean exact = text.equals("-- ");
      if (lines.get(i).zone() != Zone.OWN || !exact && !text.equals("--")) {
        continue;
      }
      int end = i;
      while (end < lines.size() && lines.get(end).zone() == Zone.OWN) {
        end++;
      }
      if (exact || end - i <= SHORT_SIGNATURE) {
        mark(i, end, Zone.SIGNATURE);
      }
      i = end - 1;
    }
  }

  /** Only the last own lines before a quotation or the end can be one. */
  private void markMobileSignatures() {
    boolean last = true;
    for (int i = lines.size() - 1; i >= 0; i--) {
      Line line = lines.get(i);
      if (line.zone() != Zone.OWN) {
        last = true;
      } else if (last && !line.isBlank()) {
        last = ReplyPatterns.isMobileSignature(line.text());
        lines.set(i, last ? line.in(Zone.SIGNATURE) : line);
      }
    }
  }

  /** An own line between two quoted ones is an answer to what stands above it. */
  private void keepAnswered() {
    int first = lines.size();
    int lastQuote = -1;
    boolean answered = false;
    boolean own = false;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.zone() == Zone.QUOTE && !line.isBlank()) {
        first = Math.min(first, i);
        answered |= own;
        lastQuote = i;
      }
      own |= first < i && line.zone() == Zone.OWN && !line.isBlank();
    }
    for (int i = first; answered && i <= lastQuote; i++) {
      Line line = lines.get(i);
      if (line.zone() == Zone.QUOTE) {
        lines.set(i, new Line(line.isBlank() ? "" : line.marked(), Zone.OWN, 0, line.pictures()));
      }
    }
  }

  private boolean isOpen(int index) {
    return lines.get(index).zone().compareTo(Zone.INDENTED) <= 0;
  }

  private int nextText(int from) {
    int next = from;
    while (next < lines.size() && lines.get(next).isBlank()) {
      next++;
    }
    return next;
  }

  private void mark(int from, int to, Zone zone) {
    for (int i = from; i < to; i++) {
      if (lines.get(i).zone().compareTo(zone) < 0) {
        lines.set(i, lines.get(i).in(zone));
      }
    }
  }
}
