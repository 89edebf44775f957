package dev.rivyaroutes.brief.mail.content.mime;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of a raw mail with their places in it. Of a long line only the start is kept. */
final class MailLines implements Closeable {
  private static final int KEPT = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int at;
  private int filled;

  private byte[] line = new byte[1024];
  private int kept;
  private long start;
  private long textEnd;
  private long priorTextEnd;
  private long position;
  private boolean again;

  MailLines(InputStream in) {
    this.in = in;
  }

  /** Goes to the next line; false at the end. */
  boolean next() throws IOException {
    if (again) {
      again = false;
      return true;
    }
    priorTextEnd = textEnd;
    start = position;
    kept = 0;
    int last = -1;
    for (int b = read(); b >= 0; b = read()) {
      if (b == '\n') {
        textEnd = position - (last == '\r' ? 2 : 1);
        kept = last == '\r' && kept > 0 && line[kept - 1] == '\r' ? kept - 1 : kept;
        return true;
      }
      keep(b);
      last = b;
    }
    textEnd = position;
    return position > start;
  }

  /** The current line is the next one once more. */
  void repeat() {
    again = true;
  }

  boolean isBlank() {
    return kept == 0;
  }

  boolean startsWith(String text) {
    if (kept < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (line[i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The line without its end; each character is a byte. */
  String text() {
    return new String(line, 0, kept, StandardCharsets.ISO_8859_1);
  }

  int length() {
    return kept;
  }

  long start() {
    return start;
  }

  /** Where the text of the line before the current one ends. */
  long priorTextEnd() {
    return priorTextEnd;
  }

  /** Where the next line starts. */
  long position() {
    return again ? start : position;
  }

  private void keep(int b) {
    if (kept == KEPT) {
      return;
    }
    if (kept == line.length) {
      line = Arrays.copyOf(line, kept * 2);
    }
    line[kept++] = (byte) b;
  }

  private int read() throws IOException {
    if (at == filled) {
      at = 0;
      filled = in.read(buffer);
      if (filled <= 0) {
        filled = 0;
        return -1;
      }
    }
    position++;
    return buffer[at++] & 0xFF;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
