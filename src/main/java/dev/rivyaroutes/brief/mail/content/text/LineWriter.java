package dev.rivyaroutes.brief.mail.content.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects the text of HTML as lines: white space is folded, and each line knows its zone. */
final class LineWriter {
  private static final int LONGEST_LINK = 2_000;
  private static final int DEEPEST = 20;

  private final List<Line> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private final Map<Zone, Integer> open = new EnumMap<>(Zone.class);
  private final Deque<Link> links = new ArrayDeque<>();
  private List<String> pictures = new ArrayList<>();
  private String prefix = "";
  private boolean gap;
  private int depth;

  private record Link(String address, int line, int start) {}

  List<Line> lines() {
    endLine();
    return lines;
  }

  /**
   * @param cited whether it is one quotation deeper
   */
  void enter(Zone zone, boolean cited) {
    open.merge(zone, 1, Integer::sum);
    depth += cited ? 1 : 0;
  }

  void leave(Zone zone, boolean cited) {
    open.merge(zone, -1, Integer::sum);
    depth -= cited ? 1 : 0;
  }

  void beginHistory() {
    endLine();
    enter(Zone.HISTORY, false);
  }

  void text(String text, boolean preformatted) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = c == '\u00A0' || Character.isWhitespace(c);
      if (preformatted && c == '\n') {
        breakLine();
      } else if (space && !preformatted) {
        if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
          line.append(' ');
        }
      } else if (!isFiller(c)) {
        begin();
        line.append(space ? ' ' : c);
      }
    }
  }

  /** Invisible characters, with which newsletters fill their preview. */
  private static boolean isFiller(char c) {
    return c == '\u200B' || c == '\u034F' || c == '\uFEFF' || c == '\u00AD' || c < ' ' && c != '\t';
  }

  private void begin() {
    if (line.length() == 0) {
      if (gap && !lines.isEmpty()) {
        lines.add(new Line("", zone(), depth()));
      }
      gap = false;
      line.append(prefix);
      prefix = "";
    }
  }

  void picture(String contentId) {
    pictures.add(contentId);
  }

  void item(String mark, int depth) {
    endLine();
    prefix = "  ".repeat(Math.min(depth, DEEPEST)) + mark;
  }

  void cell() {
    if (!line.isEmpty() && !line.toString().isBlank()) {
      line.append('\t');
    }
  }

  /** A line break of the sender, which may leave a line empty. */
  void breakLine() {
    if (line.isEmpty() && pictures.isEmpty()) {
      put("");
    } else {
      endLine();
    }
  }

  void endLine() {
    if (!line.isEmpty() || !pictures.isEmpty()) {
      put(line.toString().stripTrailing());
    }
  }

  void paragraph() {
    endLine();
    gap = true;
  }

  private void put(String text) {
    lines.add(new Line(text, zone(), depth(), List.copyOf(pictures)));
    pictures = new ArrayList<>();
    line.setLength(0);
  }

  private int depth() {
    return Math.min(depth, DEEPEST);
  }

  private Zone zone() {
    Zone zone = Zone.OWN;
    for (Map.Entry<Zone, Integer> one : open.entrySet()) {
      zone = one.getValue() > 0 ? one.getKey() : zone;
    }
    return zone;
  }

  void openLink(String address) {
    links.push(new Link(address.strip(), lines.size(), line.length()));
  }

  /** Shows the address of a link whose text is something else. */
  void closeLink() {
    Link link = links.poll();
    if (link == null || link.line() != lines.size() || link.start() >= line.length()) {
      return;
    }
    String text = line.substring(link.start()).strip();
    String address = link.address();
    boolean web = address.regionMatches(true, 0, "http", 0, 4) && address.length() <= LONGEST_LINK;
    if (web && !text.isEmpty() && !isSame(text, address)) {
      line.append(" (").append(address).append(')');
    }
  }

  private static boolean isSame(String text, String address) {
    return bare(address).equalsIgnoreCase(bare(text));
  }

  private static String bare(String address) {
    return address.replaceFirst("(?i)^https?://", "").replaceFirst("/$", "");
  }
}
