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
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.ReaderInputStream;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/** Detects the encoding of texts, and converts them to UTF-8. */
public final class Charsets {
  private static final int CHECKED = 4096;

  /** UTF-32 before UTF-16, whose marks are the same at first. */
  private static final List<ByteOrderMark> MARKS =
      List.of(
          ByteOrderMark.UTF_8,
          ByteOrderMark.UTF_32LE,
          ByteOrderMark.UTF_32BE,
          ByteOrderMark.UTF_16LE,
          ByteOrderMark.UTF_16BE);

  private Charsets() {}

  static CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** The encoding of a byte order mark, or null. */
  static Charset ofMark(byte[] bytes) {
    return MARKS.stream()
        .filter(mark -> mark.matches(unsigned(bytes, mark.length())))
        .findFirst()
        .map(mark -> Charset.forName(mark.getCharsetName()))
        .orElse(null);
  }

  private static int[] unsigned(byte[] bytes, int length) {
    return IntStream.range(0, Math.min(length, bytes.length)).map(i -> bytes[i] & 0xFF).toArray();
  }

  /** The encoding that a content type declares; null for none or an unknown one. */
  static Charset declared(String contentType) {
    try {
      return contentType == null ? null : MimeTypeUtils.parseMimeType(contentType).getCharset();
    } catch (InvalidMimeTypeException e) {
      return null;
    }
  }

  /** Whether text can be read without transcoding. */
  static boolean isUtf8(Charset charset) {
    return charset == null
        || charset.equals(StandardCharsets.UTF_8)
        || charset.equals(StandardCharsets.US_ASCII);
  }

  /** The text as UTF-8, transcoded while it is read. Malformed input fails. */
  static InputStream utf8(InputStream in, Charset charset) throws IOException {
    return ReaderInputStream.builder()
        .setReader(new InputStreamReader(in, strict(charset)))
        .setCharset(StandardCharsets.UTF_8)
        .get();
  }

  /** Decodes a whole text by its byte order mark, or else by its declared encoding. */
  public static String decode(byte[] bytes, Charset declared) throws BriefRefused {
    Charset marked = ofMark(bytes);
    Charset charset = marked == null ? declared : marked;
    if (isUtf8(charset)) {
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
    return "The text is not valid %s, which is its declared encoding. Save it as UTF-8 and send it again."
        .formatted(charset.name());
  }

  /** Decodes UTF-8 and removes a leading byte order mark. */
  static String decode(byte[] utf8) throws BriefRefused {
    try {
      String text = strict(StandardCharsets.UTF_8).decode(ByteBuffer.wrap(utf8)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BriefRefused(notText("The text", utf8) + ".");
    }
  }

  /** Whether the first bytes of a content, perhaps cut within a character, are text. */
  static boolean isText(byte[] prefix) {
    CharBuffer chars = CharBuffer.allocate(prefix.length);
    CoderResult result =
        strict(StandardCharsets.UTF_8).decode(ByteBuffer.wrap(prefix), chars, false);
    return !result.isError() && chars.flip().chars().noneMatch(c -> c == 0);
  }

  /** Why bytes are not text, what they seem to be, and how to save them. */
  static String notText(String thing, byte[] bytes) {
    int seen = Math.min(bytes.length, CHECKED);
    int nul = 0;
    for (int i = 0; i < seen; i++) {
      nul += bytes[i] == 0 ? 1 : 0;
    }
    boolean utf8 =
        !strict(StandardCharsets.UTF_8)
            .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), false)
            .isError();
    boolean utf16 = nul * 5 >= seen * 2;
    if (utf8 && !utf16) {
      return thing + " has a NUL character. Remove it and send it again";
    }
    return thing
        + " is not valid UTF-8; it looks like "
        + (utf16 ? "UTF-16" : "Windows-1252")
        + ". Save it as UTF-8 (in Excel: CSV UTF-8) and send it again, or declare its charset with"
        + " the content type";
  }
}
