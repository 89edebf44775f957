package dev.rivyaroutes.brief.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.input.ReaderInputStream;

/** The one step that makes UTF-8 of any text whose encoding is known, and names it if it is not. */
public final class Charsets {
  private static final int SEEN = 4096;

  private Charsets() {}

  static CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** The encoding that a text's own first bytes name, or null. */
  static Charset ofMark(byte[] prefix) {
    if (starts(prefix, 0xEF, 0xBB, 0xBF)) {
      return StandardCharsets.UTF_8;
    }
    if (starts(prefix, 0xFF, 0xFE, 0, 0)) {
      return Charset.forName("UTF-32LE");
    }
    if (starts(prefix, 0, 0, 0xFE, 0xFF)) {
      return Charset.forName("UTF-32BE");
    }
    if (starts(prefix, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    return starts(prefix, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : null;
  }

  /** The encoding that a content type declares; null for none, or one that is not known. */
  static Charset declared(String contentType) {
    if (contentType == null) {
      return null;
    }
    for (String parameter : contentType.split(";")) {
      String[] parts = parameter.split("=", 2);
      if (parts.length == 2 && parts[0].strip().equalsIgnoreCase("charset")) {
        try {
          return Charset.forName(parts[1].strip().replace("\"", "").replace("'", ""));
        } catch (IllegalArgumentException e) {
          return null;
        }
      }
    }
    return null;
  }

  private static boolean starts(byte[] bytes, int... with) {
    for (int i = 0; i < with.length; i++) {
      if (bytes.length <= i || (bytes[i] & 0xFF) != with[i]) {
        return false;
      }
    }
    return true;
  }

  /** The same text as UTF-8, transcoded while it is read. What is malformed ends it. */
  static InputStream utf8(InputStream in, Charset charset) throws IOException {
    return ReaderInputStream.builder()
        .setReader(new InputStreamReader(in, strict(charset)))
        .setCharset(StandardCharsets.UTF_8)
        .get();
  }

  /** A whole text, by its own mark or else by its declared encoding. */
  public static String decode(byte[] bytes, Charset declared) throws BriefRefused {
    Charset marked = ofMark(bytes);
    Charset charset = marked == null ? declared : marked;
    if (charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII)) {
      return decode(bytes);
    }
    try {
      String text = strict(charset).decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BriefRefused(malformed(charset));
    }
  }

  static String malformed(Charset charset) {
    return "The text is not valid "
        + charset.name()
        + ", which is its declared encoding. Save it as UTF-8 and send it again.";
  }

  /** Decodes UTF-8 and takes a leading byte order mark off. */
  static String decode(byte[] utf8) throws BriefRefused {
    try {
      String text = strict(StandardCharsets.UTF_8).decode(ByteBuffer.wrap(utf8)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BriefRefused(noText("The text", utf8) + ".");
    }
  }

  /** Whether a beginning of some bytes, perhaps cut within a character, is text. */
  static boolean isText(byte[] prefix) {
    CharBuffer chars = CharBuffer.allocate(prefix.length);
    CoderResult result =
        strict(StandardCharsets.UTF_8).decode(ByteBuffer.wrap(prefix), chars, false);
    return !result.isError() && chars.flip().chars().noneMatch(c -> c == 0);
  }

  /** Why bytes are no text, what they seem to be, and how to save them. */
  static String noText(String thing, byte[] bytes) {
    int seen = Math.min(bytes.length, SEEN);
    int nul = 0;
    for (int i = 0; i < seen; i++) {
      nul += bytes[i] == 0 ? 1 : 0;
    }
    boolean utf8 =
        !strict(StandardCharsets.UTF_8)
            .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), false)
            .isError();
    boolean wide = nul * 5 >= seen * 2;
    if (utf8 && !wide) {
      return thing + " holds a NUL character. Remove it and send it again";
    }
    return thing
        + " is not valid UTF-8; it looks like "
        + (wide ? "UTF-16" : "Windows-1252")
        + ". Save it as UTF-8 (in Excel: CSV UTF-8) and send it again, or declare its charset with"
        + " the content type";
  }
}
