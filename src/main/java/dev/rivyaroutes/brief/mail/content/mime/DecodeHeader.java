package dev.rivyaroutes.brief.mail.content.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes a header for people: encoded words (RFC 2047, RFC 2231) and raw 8-bit text. */
public final class DecodeHeader {
  private static final Pattern WORD =
      Pattern.compile("=\\?([^?\\s*]{1,60})(?:\\*[^?\\s]{0,40})?\\?([bBqQ])\\?([^?]*)\\?=");

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

  private DecodeHeader() {}

  /** The decoded text on one line. */
  public static String text(String raw) {
    return CONTROLS.matcher(words(raw)).replaceAll(" ").strip();
  }

  /** The text without encoded words undone. */
  public static String raw(String raw) {
    return isAscii(raw) ? raw : DecodeCharset.text(bytes(raw));
  }

  private static String words(String raw) {
    String value = raw(raw);
    if (!value.contains("=?")) {
      return value;
    }
    StringBuilder text = new StringBuilder();
    Run run = new Run();
    Matcher word = WORD.matcher(value);
    int end = 0;
    while (word.find()) {
      String between = value.substring(end, word.start());
      if (!run.isEmpty() && !between.isBlank()) {
        run.flush(text);
      }
      if (run.isEmpty()) {
        text.append(between);
      }
      run.add(word, text);
      end = word.end();
    }
    run.flush(text);
    return text.append(value.substring(end)).toString();
  }

  /** Neighbours of one charset are decoded together: some mailers split within a character. */
  private static final class Run {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private String charset;

    boolean isEmpty() {
      return charset == null;
    }

    void add(Matcher word, StringBuilder text) {
      if (charset != null && !charset.equalsIgnoreCase(word.group(1))) {
        flush(text);
      }
      charset = word.group(1);
      boolean base64 = word.group(2).equalsIgnoreCase("b");
      bytes.writeBytes(base64 ? DecodeTransfer.base64(word.group(3)) : quoted(word.group(3)));
    }

    void flush(StringBuilder text) {
      if (charset != null) {
        text.append(DecodeCharset.text(bytes.toByteArray(), charset));
      }
      bytes.reset();
      charset = null;
    }
  }

  private static byte[] quoted(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (c == '=' && high >= 0 && low >= 0) {
        out.write(high * 16 + low);
        i += 2;
      } else {
        out.writeBytes(bytes(c == '_' ? " " : String.valueOf(c)));
      }
    }
    return out.toByteArray();
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** The bytes of raw header text; characters of decoded text become UTF-8. */
  static byte[] bytes(String text) {
    boolean raw = text.chars().allMatch(c -> c <= 0xFF);
    return text.getBytes(raw ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }
}
