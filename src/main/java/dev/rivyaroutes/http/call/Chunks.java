package dev.rivyaroutes.http.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.io.IOUtils;

/** The bytes of an answer, written piece by piece. */
final class Chunks {
  private static final int PIECE = 16_384;

  private final InputStream bytes;

  Chunks(InputStream bytes) {
    this.bytes = bytes;
  }

  /** Writes the next piece; false when there is none. */
  boolean writeTo(OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    int n = bytes.read(piece);
    if (n < 0) {
      close();
      return false;
    }
    out.write(piece, 0, n);
    return true;
  }

  void close() {
    IOUtils.closeQuietly(bytes);
  }
}
