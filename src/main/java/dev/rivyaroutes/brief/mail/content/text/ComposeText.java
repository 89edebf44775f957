package dev.rivyaroutes.brief.mail.content.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Composes the text of a mail from its parts. A mail without words of its own is one that forwards
 * another: then the other's text is the text, without its header. In an answer without new words
 * nothing is new, and the quotation is not taken for it.
 */
public final class ComposeText {
  /** What no text of a person has; single halves of surrogate pairs are among them. */
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|\\p{Cs}|\\uFEFF");

  private static final Pattern GAPS = Pattern.compile("\\n{3,}");

  private final Set<String> shown = new HashSet<>();
  private final Set<String> cut = new HashSet<>();

  private ComposeText() {}

  /**
   * @param answer whether the headers say that the mail answers another
   */
  public static ComposedText of(List<TextBlock> blocks, boolean answer) {
    boolean own = blocks.stream().anyMatch(ComposeText::hasOwnText);
    boolean forwards = !answer || blocks.stream().anyMatch(TextBlock::isForwarded);
    ComposeText compose = new ComposeText();
    MailText all = MailText.NONE;
    for (TextBlock block : blocks) {
      all = all.and(compose.text(!own && forwards ? forwarded(block.lines()) : block.lines()));
    }
    return new ComposedText(all, compose.shown, compose.cut);
  }

  private static boolean hasOwnText(TextBlock block) {
    return block.lines().stream()
        .anyMatch(line -> line.zone().compareTo(Zone.INDENTED) <= 0 && !line.isBlank());
  }

  private MailText text(List<Line> lines) {
    for (Line line : lines) {
      boolean kept = line.zone().compareTo(Zone.INDENTED) <= 0;
      (kept ? shown : cut).addAll(line.pictures());
    }
    return new MailText(
        join(lines, Set.of(Zone.OWN, Zone.INDENTED)),
        join(lines, Set.of(Zone.QUOTE, Zone.HISTORY)),
        join(lines, Set.of(Zone.SIGNATURE)));
  }

  private static String join(List<Line> lines, Set<Zone> zones) {
    String text =
        lines.stream()
            .filter(line -> zones.contains(line.zone()))
            .map(line -> zones.contains(Zone.QUOTE) ? line.marked() : line.text())
            .collect(Collectors.joining("\n"));
    return GAPS.matcher(CONTROLS.matcher(text).replaceAll("")).replaceAll("\n\n").strip();
  }

  /** The lines with the forwarded ones as own ones, and the header above them as quoted. */
  private static List<Line> forwarded(List<Line> lines) {
    List<Line> own = new ArrayList<>();
    boolean headed = false;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.zone().compareTo(Zone.QUOTE) < 0) {
        own.add(line);
        continue;
      }
      int header = headed ? 0 : HeaderBlock.length(lines, i);
      if (header > 0) {
        headed = true;
        own.addAll(lines.subList(i, i + header));
        i += header - 1;
      } else if (isTitle(line.text())) {
        own.add(line);
      } else {
        own.add(new Line(line.text(), Zone.OWN, 0, line.pictures()));
      }
    }
    return own;
  }

  private static boolean isTitle(String line) {
    return ReplyPatterns.isForwarded(line)
        || ReplyPatterns.isOriginalMessage(line)
        || ReplyPatterns.isAttribution(line);
  }
}
