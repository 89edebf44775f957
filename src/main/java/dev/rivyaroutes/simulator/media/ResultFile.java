package dev.rivyaroutes.simulator.media;

import dev.rivyaroutes.simulator.server.Body;
import java.io.IOException;
import java.io.OutputStream;

/** A result file: head, tail, and any number of zeros that are generated while they are sent. */
public record ResultFile(String contentType, byte[] head, byte[] tail, long zeros) {

  private static final byte[] ZEROS = new byte[64 << 10];

  public long length() {
    return head.length + tail.length + zeros;
  }

  /** The bytes from the offset on, as the body of an answer. */
  public Body slice(long from, long length) {
    return new Body() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public void writeTo(OutputStream out, long limit) throws IOException {
        long left = limit - write(out, head, from, limit);
        left -= write(out, tail, Math.max(0, from - head.length), left);
        for (; left > 0; left -= Math.min(left, ZEROS.length)) {
          out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
      }
    };
  }

  private static long write(OutputStream out, byte[] bytes, long from, long most)
      throws IOException {
    int length = (int) Math.max(0, Math.min(bytes.length - from, most));
    if (length > 0) {
      out.write(bytes, (int) from, length);
    }
    return length;
  }
}
