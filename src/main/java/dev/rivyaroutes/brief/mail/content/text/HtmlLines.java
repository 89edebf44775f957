package dev.rivyaroutes.brief.mail.content.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/** Turns the HTML of a mail into lines, by its structure and without what people do not see. */
final class HtmlLines implements NodeFilter {
  /** HTML with more elements is not read; a mail of a person has some thousands. */
  private static final int MOST_ELEMENTS = 100_000;

  private static final Set<String> PARAGRAPHS =
      Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "table");

  private static final Set<String> LISTS = Set.of("ul", "ol");
  private static final Set<String> CELLS = Set.of("td", "th");
  private static final Pattern EMOJI = Pattern.compile("[^\\p{L}\\p{N}\\s\\x00-\\x7F]{1,16}");

  private final LineWriter out = new LineWriter();
  private final Deque<Mark> marks = new ArrayDeque<>();
  private final Deque<Size> sizes = new ArrayDeque<>();
  private final Deque<Integer> lists = new ArrayDeque<>();
  private int preformatted;

  /** Whether the text of an element has no size. */
  private record Size(Element element, boolean none) {}

  /** A zone, and the element that opened it. */
  private record Mark(Element element, Zone zone) {}

  private HtmlLines() {}

  /** The lines; null when the HTML is too large to be read. */
  static List<Line> of(String html) {
    if (html.chars().filter(c -> c == '<').limit(MOST_ELEMENTS + 1L).count() > MOST_ELEMENTS) {
      return null;
    }
    HtmlLines lines = new HtmlLines();
    NodeTraversor.filter(lines, Jsoup.parse(html).body());
    return lines.out.lines();
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode text) {
      if (sizes.isEmpty() || !sizes.peek().none()) {
        out.text(text.getWholeText(), preformatted > 0);
      }
      return FilterResult.CONTINUE;
    }
    if (!(node instanceof Element element)) {
      return FilterResult.SKIP_ENTIRELY;
    }
    if (HtmlZones.isHidden(element)) {
      if (HtmlZones.beginsHistory(element)) {
        out.beginHistory();
      }
      return FilterResult.SKIP_ENTIRELY;
    }
    open(element);
    return FilterResult.CONTINUE;
  }

  private void open(Element element) {
    String name = element.normalName();
    if (CELLS.contains(name)) {
      out.cell();
    } else if (isParagraph(element)) {
      out.paragraph();
    } else if (isLine(element)) {
      out.endLine();
    }
    Boolean noSize = HtmlZones.hasNoSize(element);
    if (noSize != null) {
      sizes.push(new Size(element, noSize));
    }
    Zone zone = HtmlZones.of(element);
    if (zone != null) {
      out.endLine();
      marks.push(new Mark(element, zone));
      out.enter(zone, isCited(element, zone));
    }
    if (HtmlZones.beginsHistory(element)) {
      out.beginHistory();
    }
    switch (name) {
      case "br" -> out.breakLine();
      case "ul" -> lists.push(-1);
      case "ol" -> lists.push(0);
      case "li" -> item();
      case "pre" -> preformatted++;
      case "a" -> out.openLink(element.attr("href"));
      case "img" -> image(element);
      default -> {}
    }
  }

  /** The line above a quotation belongs to it, but is not part of what it cites. */
  private static boolean isCited(Element element, Zone zone) {
    return zone == Zone.QUOTE && element.nameIs("blockquote");
  }

  private static boolean isLine(Element element) {
    String name = element.normalName();
    return element.isBlock() && !CELLS.contains(name) && !name.equals("br");
  }

  private boolean isParagraph(Element element) {
    String name = element.normalName();
    return PARAGRAPHS.contains(name) || LISTS.contains(name) && lists.isEmpty();
  }

  private void item() {
    if (lists.isEmpty()) {
      out.item("- ", 0);
      return;
    }
    int number = lists.pop();
    lists.push(number < 0 ? number : number + 1);
    out.item(number < 0 ? "- " : (number + 1) + ". ", lists.size() - 1);
  }

  /** Pictures are no text, except emoji that a mail program shows as pictures. */
  private void image(Element image) {
    String alt = image.attr("alt").strip();
    if (EMOJI.matcher(alt).matches()) {
      out.text(alt, false);
    }
    String source = image.attr("src").strip();
    if (source.regionMatches(true, 0, "cid:", 0, 4)) {
      out.picture(source.substring(4));
    }
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (!(node instanceof Element element)) {
      return FilterResult.CONTINUE;
    }
    String name = element.normalName();
    switch (name) {
      case "a" -> out.closeLink();
      case "ul", "ol" -> lists.poll();
      case "pre" -> preformatted--;
      default -> {}
    }
    if (isParagraph(element)) {
      out.paragraph();
    } else if (isLine(element)) {
      out.endLine();
    }
    if (!sizes.isEmpty() && sizes.peek().element() == element) {
      sizes.pop();
    }
    if (!marks.isEmpty() && marks.peek().element() == element) {
      out.endLine();
      Zone zone = marks.pop().zone();
      out.leave(zone, isCited(element, zone));
    }
    return FilterResult.CONTINUE;
  }
}
