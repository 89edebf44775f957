package dev.rivyaroutes.brief;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;

/** Text as briefs hold it: strict UTF-8, and the words that messages quote from it. */
public final class Words {
  private static final int QUOTED = 80;
  private static final Pattern UNSAFE_IN_NAMES = Pattern.compile("[\\p{Cntrl}\\p{Cs}\"/\\\\]");

  private Words() {}

  /** Decodes UTF-8 and takes a leading byte order mark off. */
  static String decode(byte[] utf8) throws BriefRefused {
    try {
      String text = strictDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BriefRefused("The text is not valid UTF-8. Save it as UTF-8 and send it again.");
    }
  }

  /** Whether a beginning of some bytes, perhaps cut within a character, is text. */
  static boolean isText(byte[] prefix) {
    CharBuffer chars = CharBuffer.allocate(prefix.length);
    CoderResult result = strictDecoder().decode(ByteBuffer.wrap(prefix), chars, false);
    return !result.isError() && chars.flip().chars().noneMatch(c -> c == 0);
  }

  private static CharsetDecoder strictDecoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Refuses what no database and no JSON reader takes: NUL and halves of surrogate pairs. */
  static String usable(String field, String text) throws BriefRefused {
    if (text != null && text.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF))) {
      throw new BriefRefused(
          field
              + " holds a NUL or half a surrogate pair, which is not text. Remove it and send the"
              + " brief again.");
    }
    return text;
  }

  /** The last part of a path as a plain file name. */
  public static String plainName(String path) {
    String last = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
    String plain = UNSAFE_IN_NAMES.matcher(last).replaceAll("_").strip();
    return plain.isEmpty() ? "reference" : plain.substring(0, Math.min(plain.length(), 200));
  }

  /** A value from a brief for a message: short, and on one line. */
  static String quote(Object value) {
    String text = String.valueOf(value).replaceAll("\\p{Cntrl}+", " ");
    return "'" + (text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text) + "'";
  }

  static String size(long bytes) {
    return bytes % (1024 * 1024) == 0 && bytes > 0
        ? DataSize.ofBytes(bytes).toMegabytes() + " MB"
        : bytes + " bytes";
  }

  /** The known name that a wrong one most likely meant. */
  public static String nearest(String wrong, Collection<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int distance = distance(wrong, name);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best;
  }

  /** Levenshtein's edit distance; long names are cut, as they mean none of ours. */
  private static int distance(String left, String b) {
    String a = left.substring(0, Math.min(left.length(), 40));
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
