package dev.rivyaroutes.brief.form;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a manifest that is larger than allowed, while it is read. */
final class LimitedStream extends FilterInputStream {
  private long left;

  LimitedStream(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    count(Math.max(n, 0));
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int n) throws IOException {
    left -= n;
    if (left < 0) {
      throw new ManifestRows.TooLargeManifest();
    }
  }
}
