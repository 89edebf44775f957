package dev.rivyaroutes.brief.form;

import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;

/** Checks and normalizes the texts of briefs, and quotes them in messages. */
public final class BriefText {
  private static final int QUOTED = 80;

  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Cf}]+");

  private BriefText() {}

  /** Refuses what databases and JSON readers refuse: NUL and halves of surrogate pairs. */
  public static String usable(String field, String text) throws BriefRefused {
    String problem = text == null ? null : problem(text);
    if (problem != null) {
      throw new BriefRefused(field + " " + problem + ".");
    }
    return text;
  }

  /** What other systems refuse in a text, and where; null for nothing. */
  public static String problem(String text) {
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      if (c == 0 || half) {
        return "has %s (U+%04X) at character %d, which is not text. Remove it and send the brief again"
            .formatted(half ? "half a surrogate pair" : "a NUL", c, i + 1);
      }
    }
    return null;
  }

  /** The text with U+FFFD in place of what other systems refuse. */
  public static String clean(String text) {
    return text == null || problem(text) == null
        ? text
        : text.replaceAll("[\\x{0}\\p{Cs}]", "\uFFFD");
  }

  /** Whether a text has no visible character. */
  public static boolean isBlank(String text) {
    return text == null
        || text.codePoints()
            .allMatch(c -> isSpace(c) || Character.getType(c) == Character.FORMAT || c < ' ');
  }

  /** The text without the white space at its ends. */
  public static String strip(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && isSpace(text.charAt(begin))) {
      begin++;
    }
    while (end > begin && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0xFEFF;
  }

  /** A value from a brief for a message: short, and on one line. */
  public static String quote(Object value) {
    return "'" + shown(value) + "'";
  }

  /** The same without quotes. */
  static String shown(Object value) {
    String text = String.valueOf(value);
    boolean cut = text.length() > QUOTED;
    String begin = cut ? text.substring(0, QUOTED) : text;
    return INVISIBLE.matcher(begin).replaceAll(" ") + (cut ? "…" : "");
  }

  public static String size(long bytes) {
    return bytes % (1024 * 1024) == 0 && bytes > 0
        ? DataSize.ofBytes(bytes).toMegabytes() + " MB"
        : bytes + " bytes";
  }
}
