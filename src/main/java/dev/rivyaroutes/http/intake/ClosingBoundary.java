package dev.rivyaroutes.http.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/**
 * A multipart body that remembers its last bytes. The multipart library ends without an error when
 * a body stops right behind a boundary; only the closing boundary (RFC 2046, section 5.1.1) proves
 * that no part is missing.
 */
final class ClosingBoundary extends FilterInputStream {
  /** Room for what may follow the closing boundary. */
  private static final int EPILOGUE = 1024;

  private final String closing;
  private final byte[] last;
  private long count;

  ClosingBoundary(InputStream body, String contentType) {
    super(body);
    String boundary = MediaType.parseMediaType(contentType).getParameter("boundary");
    this.closing = "--" + (boundary == null ? "" : boundary.replaceAll("^\"|\"$", "")) + "--";
    this.last = new byte[closing.length() + EPILOGUE];
  }

  /** Reads to the end, and tells whether the closing boundary was there. */
  boolean isWhole() throws IOException {
    transferTo(OutputStream.nullOutputStream());
    long start = Math.max(0, count - last.length);
    StringBuilder end = new StringBuilder();
    for (long i = start; i < count; i++) {
      end.append((char) (last[(int) (i % last.length)] & 0xff));
    }
    String bytes =
        new String(closing.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return end.indexOf(bytes) >= 0;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    if (one >= 0) {
      last[(int) (count++ % last.length)] = (byte) one;
    }
    return one;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int n = in.read(bytes, from, length);
    for (int i = Math.max(0, n - last.length); i < n; i++) {
      last[(int) ((count + i) % last.length)] = bytes[from + i];
    }
    count += Math.max(0, n);
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
