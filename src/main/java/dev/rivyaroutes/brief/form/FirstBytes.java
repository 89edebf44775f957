package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.media.MediaKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The first bytes of a content, which show what it is. */
final class FirstBytes {
  /** How many bytes are read, and how large the buffer of a stream must be. */
  static final int SIZE = 64 * 1024;

  private final byte[] bytes;
  private final boolean text;

  private FirstBytes(byte[] bytes) {
    this.bytes = bytes;
    this.text = Charsets.isText(bytes);
  }

  /** Reads the first bytes of a stream, and resets it. */
  static FirstBytes of(BufferedInputStream in) throws IOException {
    in.mark(SIZE);
    byte[] bytes = in.readNBytes(SIZE - 1);
    in.reset();
    return new FirstBytes(bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  boolean isText() {
    return text;
  }

  boolean hasNul() {
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  /** A text is never media, whatever its first letters are, except an SVG image. */
  boolean isMedia() {
    // Detection is expensive, so it is not called for other texts.
    return text
        ? begin().startsWith("<") && type().equals("image/svg+xml")
        : DetectMediaType.of(bytes).kind() != MediaKind.OTHER;
  }

  String type() {
    return DetectMediaType.of(bytes).contentType();
  }

  /** The first characters, without a byte order mark and leading white space. */
  String begin() {
    Charset charset = text ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return new String(bytes, 0, Math.min(bytes.length, 512), charset)
        .replace(text ? "\uFEFF" : "\u00EF\u00BB\u00BF", "")
        .stripLeading();
  }
}
