package dev.rivyaroutes.brief.mail.content.text;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of one part of a mail, cut into what is new and what is not. */
public final class TextBlock {
  private static final String ENCRYPTED = "-----BEGIN PGP MESSAGE-----";

  private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final Pattern EMPTY_LINE = Pattern.compile("\\r?\\n\\r?\\n");

  private final CutReply.Cut cut;

  private TextBlock(List<Line> lines) {
    this.cut = CutReply.of(lines);
  }

  /**
   * @param flowed whether the text has format=flowed
   * @param delSp whether it has delsp=yes
   */
  public static TextBlock plain(String text, boolean flowed, boolean delSp) {
    return new TextBlock(PlainLines.of(unsigned(text), flowed, delSp));
  }

  /** Empty when the HTML is too large to be read. */
  public static Optional<TextBlock> html(String html) {
    return Optional.ofNullable(HtmlLines.of(html)).map(TextBlock::new);
  }

  /** Whether a plain text is encrypted with PGP. */
  public static boolean isEncrypted(String text) {
    return text.stripLeading().startsWith(ENCRYPTED);
  }

  /** The text within a PGP signature; nobody checks it, so it proves nothing. */
  private static String unsigned(String text) {
    Matcher gap = EMPTY_LINE.matcher(text);
    if (!text.startsWith(SIGNED) || !gap.find()) {
      return text;
    }
    int end = text.indexOf(SIGNATURE, gap.end());
    String signed = text.substring(gap.end(), end < 0 ? text.length() : end);
    return signed.replaceAll("(?m)^- ", "");
  }

  public boolean isBlank() {
    return lines().stream().allMatch(Line::isBlank);
  }

  List<Line> lines() {
    return cut.lines();
  }

  boolean isForwarded() {
    return cut.forwarded();
  }
}
