package dev.rivyaroutes.delivery.mail;

import java.util.Locale;

/** Text from outside as a mail may contain it. */
final class MailText {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private MailText() {}

  /**
   * One line for a header: control characters, line breaks, marks of the writing direction and
   * halves of surrogate pairs become spaces, so that no text adds a header or disguises one.
   *
   * @param longest the most characters (code points); a longer text ends with an ellipsis
   */
  static String line(String text, int longest) {
    if (text == null) {
      return "";
    }
    StringBuilder line = new StringBuilder();
    text.codePoints().map(c -> isUnsafe(c) ? ' ' : c).forEach(line::appendCodePoint);
    String single = line.toString().replaceAll("\\s+", " ").strip();
    if (single.codePointCount(0, single.length()) <= longest) {
      return single;
    }
    return single.substring(0, single.offsetByCodePoints(0, longest - 1)).stripTrailing() + "…";
  }

  /**
   * Lines for a body. Only what cannot be displayed is removed: marks of the writing direction
   * belong to Arabic and Hebrew texts.
   */
  static String lines(String text) {
    StringBuilder lines = new StringBuilder();
    text.replaceAll("\\r\\n?|\\u0085|\\u2028|\\u2029", "\n")
        .codePoints()
        .filter(c -> c == '\n' || c == '\t' || !isControl(c))
        .forEach(lines::appendCodePoint);
    return lines.toString().strip();
  }

  /** A size for people, such as 1.2 MB. */
  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    double size = bytes / 1024.0;
    if (size < 1000) {
      return number(size) + " kB";
    }
    return size < 1000 * 1024 ? number(size / 1024) + " MB" : number(size / 1024 / 1024) + " GB";
  }

  private static String number(double size) {
    return String.format(Locale.ROOT, size < 10 ? "%.1f" : "%.0f", size);
  }

  private static boolean isControl(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  private static boolean isUnsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }
}
