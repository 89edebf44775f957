package dev.rivyaroutes.brief.form;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the lines of a UTF-8 text; a line ends with LF, CR LF or CR. */
final class Lines implements Closeable {

  /**
   * One line.
   *
   * @param number from 1
   * @param text its characters with the line end; invalid UTF-8 has become U+FFFD
   * @param problem why it cannot be used as it is, or null
   */
  record Line(long number, String text, String problem) {
    boolean isBlank() {
      return problem == null && text.isBlank();
    }
  }

  private final BufferedInputStream in;
  private final long longest;
  private long number;

  Lines(InputStream in, long longest) {
    this.in = new BufferedInputStream(in);
    this.longest = longest;
  }

  /** The next line, cut where it is too long; null at the end. */
  Line next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    int b = in.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0; b = in.read()) {
      if (bytes.size() <= longest) {
        bytes.write(b);
      }
      if (b == '\n' || b == '\r' && !isLineFeedNext()) {
        break;
      }
    }
    number++;
    return bytes.size() > longest
        ? new Line(number, "", "It is larger than " + BriefText.size(longest) + ". Shorten it")
        : line(bytes.toByteArray());
  }

  private boolean isLineFeedNext() throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next == '\n';
  }

  private Line line(byte[] bytes) {
    try {
      String text =
          Charsets.strict(StandardCharsets.UTF_8).decode(ByteBuffer.wrap(bytes)).toString();
      return new Line(
          number, number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text, null);
    } catch (CharacterCodingException e) {
      return new Line(
          number, new String(bytes, StandardCharsets.UTF_8), Charsets.notText("The text", bytes));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
