package dev.rivyaroutes.simulator.server;

import java.io.IOException;
import java.io.OutputStream;

/** The body of an answer: its length is known, its bytes are generated while they are sent. */
public interface Body {

  long length();

  /** Writes the first bytes, all of them where the limit is the length. */
  void writeTo(OutputStream out, long limit) throws IOException;

  static Body of(byte[] bytes) {
    return new Body() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out, long limit) throws IOException {
        out.write(bytes, 0, (int) limit);
      }
    };
  }
}
