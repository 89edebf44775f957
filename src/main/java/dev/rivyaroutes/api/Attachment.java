package dev.rivyaroutes.api;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The {@code Content-Disposition} of a file (RFC 6266): a name in ASCII that every client can save,
 * and beside it the whole name in UTF-8 where the two differ.
 */
final class Attachment {
  private static final String FALLBACK = "file";
  private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069/\\\\]");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_PLAIN = Pattern.compile("[^ -~]|[\"%;]");

  static String disposition(String name) {
    String whole = UNSAFE.matcher(name).replaceAll("_").strip().replaceFirst("^\\.+", "");
    whole = whole.isBlank() ? FALLBACK : whole;
    String ascii = ascii(whole);
    String plain = "attachment; filename=\"" + ascii + "\"";
    return ascii.equals(whole) ? plain : plain + "; filename*=UTF-8''" + percent(whole);
  }

  /** The headers of a file that a browser must save, and neither show nor keep. */
  static Map<String, String> headers(String name) {
    return Map.of(
        "Content-Disposition",
        disposition(name),
        "X-Content-Type-Options",
        "nosniff",
        "Cache-Control",
        "no-store");
  }

  /** Letters keep their base; what has none becomes an underscore. */
  private static String ascii(String name) {
    String letters = name.replace("ß", "ss").replace("ẞ", "SS");
    String bases =
        MARKS.matcher(Normalizer.normalize(letters, Normalizer.Form.NFKD)).replaceAll("");
    int[] points = bases.codePoints().map(c -> c < 128 ? c : '_').toArray();
    return NOT_PLAIN.matcher(new String(points, 0, points.length)).replaceAll("_");
  }

  private static String percent(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (letter || ATTRIBUTE_CHARACTERS.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append("%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }

  private Attachment() {}
}
