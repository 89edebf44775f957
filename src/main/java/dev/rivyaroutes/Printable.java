package dev.rivyaroutes;

/** Text from outside made printable: line breaks and invisible characters are escaped. */
public final class Printable {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Printable() {}

  /**
   * The text on one line: line breaks, other control characters (C0 and C1), U+2028, U+2029, halves
   * of surrogate pairs, and invisible characters such as marks of the writing direction become
   * {@code \n} or {@code \}{@code u202e}. A tab stays, as do the joiners that scripts and emoji
   * need. Null stays null.
   */
  public static String line(String text) {
    return escaped(text, false);
  }

  /** The same, with the line breaks of the text. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean breaks) {
    if (text == null || text.codePoints().noneMatch(c -> isUnsafe(c, breaks))) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (!isUnsafe(c, breaks)) {
                safe.appendCodePoint(c);
              } else if (c == '\n') {
                safe.append("\\n");
              } else if (c == '\r') {
                safe.append("\\r");
              } else {
                safe.append(c > 0xFFFF ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
              }
            });
    return safe.toString();
  }

  private static boolean isUnsafe(int c, boolean breaks) {
    if (c >= ' ' && c <= '~' || c == '\t') {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' || !breaks;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
      case Character.FORMAT -> c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }
}
