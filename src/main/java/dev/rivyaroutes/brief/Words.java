package dev.rivyaroutes.brief;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
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
}
