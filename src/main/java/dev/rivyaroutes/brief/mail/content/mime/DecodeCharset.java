package dev.rivyaroutes.brief.mail.content.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Decodes bytes by the charset that a mail declares, unless the bytes contradict it: then by the
 * one they look like. It never fails; what no charset has becomes U+FFFD.
 */
public final class DecodeCharset {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final int SAMPLE = 64 * 1024;
  private static final int ESCAPE = 0x1B;

  /** Declared names that mean a larger charset, or that Java does not have. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("iso8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("latin-1", "windows-1252"),
          Map.entry("cp-1252", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("iso-8859-11", "x-windows-874"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("iso-8859-8-i", "iso-8859-8"),
          Map.entry("iso-8859-6-i", "iso-8859-6"),
          Map.entry("gb2312", "gb18030"),
          Map.entry("gb_2312-80", "gb18030"),
          Map.entry("gbk", "gb18030"),
          Map.entry("x-gbk", "gb18030"),
          Map.entry("hz-gb-2312", "gb18030"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("ks_c_5601", "x-windows-949"),
          Map.entry("unicode-1-1-utf-8", "utf-8"),
          Map.entry("utf8", "utf-8"),
          Map.entry("utf-8-mac", "utf-8"),
          Map.entry("x-mac-roman", "x-MacRoman"),
          Map.entry("macintosh", "x-MacRoman"));

  private DecodeCharset() {}

  /**
   * @param declared the declared name, or null
   */
  public static String text(byte[] bytes, String declared) {
    String name = declared == null ? "" : declared.strip().toLowerCase(Locale.ROOT);
    if (name.equals("utf-7") || name.equals("unicode-1-1-utf-7")) {
      return DecodeUtf7.text(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    String marked = byMark(bytes);
    if (marked != null) {
      return marked;
    }
    Charset charset = charset(name);
    boolean unicode = charset != null && charset.name().startsWith("UTF-");
    String utf8 = unicode || hasEscape(bytes) ? null : strict(bytes, StandardCharsets.UTF_8);
    if (utf8 != null && (isSingleByte(charset) || isAscii(utf8))) {
      return utf8; // Text of a single-byte charset is practically never valid UTF-8.
    }
    String as = charset == null ? null : strict(bytes, charset);
    return as != null ? as : guess(bytes, charset);
  }

  /** The text of bytes whose charset nobody declared. */
  public static String text(byte[] bytes) {
    return text(bytes, null);
  }

  private static String guess(byte[] bytes, Charset declared) {
    String utf8 = hasEscape(bytes) ? null : strict(bytes, StandardCharsets.UTF_8);
    if (utf8 != null) {
      return utf8;
    }
    UniversalDetector detector = new UniversalDetector();
    detector.handleData(bytes, 0, Math.min(bytes.length, SAMPLE));
    detector.dataEnd();
    String found = detector.getDetectedCharset();
    Charset detected = found == null ? null : charset(found.toLowerCase(Locale.ROOT));
    String text = detected == null ? null : strict(bytes, detected);
    if (text != null) {
      return text;
    }
    boolean damaged = declared != null && !isSingleByte(declared) && isMostly(bytes, declared);
    return new String(bytes, damaged ? declared : WINDOWS_1252);
  }

  /** Whether the bytes are text of the charset with few damaged characters. */
  private static boolean isMostly(byte[] bytes, Charset charset) {
    String text = new String(bytes, charset);
    long damaged = text.chars().filter(c -> c == '\uFFFD').count();
    long other = text.chars().filter(c -> c > 0x7F && c != '\uFFFD').count();
    return damaged * 4 <= other;
  }

  private static boolean isSingleByte(Charset charset) {
    return charset == null || charset.canEncode() && charset.newEncoder().maxBytesPerChar() <= 1.0f;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** ISO-2022 charsets are ASCII with escape sequences. */
  private static boolean hasEscape(byte[] bytes) {
    for (byte b : bytes) {
      if (b == ESCAPE) {
        return true;
      }
    }
    return false;
  }

  private static String byMark(byte[] b) {
    if (b.length >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF) {
      return new String(b, 3, b.length - 3, StandardCharsets.UTF_8);
    }
    if (b.length >= 2 && b[0] == (byte) 0xFF && b[1] == (byte) 0xFE) {
      return new String(b, 2, b.length - 2, StandardCharsets.UTF_16LE);
    }
    if (b.length >= 2 && b[0] == (byte) 0xFE && b[1] == (byte) 0xFF) {
      return new String(b, 2, b.length - 2, StandardCharsets.UTF_16BE);
    }
    return null;
  }

  private static String strict(byte[] bytes, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static Charset charset(String name) {
    try {
      return name.isEmpty() ? null : Charset.forName(NAMES.getOrDefault(name, name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }
}
