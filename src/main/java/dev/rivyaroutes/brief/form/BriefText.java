package dev.rivyaroutes.brief.form;

import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;

/** Text as briefs hold it, and the words that messages quote from it. */
public final class BriefText {
  private static final int QUOTED = 80;

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Cf}]+");

  private BriefText() {}

  /** Refuses what no database and no JSON reader takes: NUL and halves of surrogate pairs. */
  public static String usable(String field, String text) throws BriefRefused {
    String problem = text == null ? null : problem(text);
    if (problem != null) {
      throw new BriefRefused(field + " " + problem + ".");
    }
    return text;
  }

  /** What of a text no other system can hold, and where; null for nothing. */
  public static String problem(String text) {
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      if (c == 0 || half) {
        return "holds %s (U+%04X) at character %d, which is not text. Remove it and send the brief again"
            .formatted(half ? "half a surrogate pair" : "a NUL", c, i + 1);
      }
    }
    return null;
  }

  /** The text with U+FFFD for what no other system can hold. */
  public static String clean(String text) {
    return text == null || problem(text) == null
        ? text
        : text.replaceAll("[\\x{0}\\p{Cs}]", "\uFFFD");
  }

  /** Whether a text has nothing that anybody could see. */
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
    return UNSEEN.matcher(begin).replaceAll(" ") + (cut ? "…" : "");
  }

  static String size(long bytes) {
    return bytes % (1024 * 1024) == 0 && bytes > 0
        ? DataSize.ofBytes(bytes).toMegabytes() + " MB"
        : bytes + " bytes";
  }
}
