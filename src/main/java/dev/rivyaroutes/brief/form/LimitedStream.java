package dev.rivyaroutes.brief.form;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.input.ProxyInputStream;

/** Fails as soon as a manifest turns out to be larger than allowed. */
final class LimitedStream extends ProxyInputStream {
  private long left;

  LimitedStream(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  @Override
  protected void afterRead(int n) throws IOException {
    left -= Math.max(n, 0);
    if (left < 0) {
      throw new ManifestRows.TooLargeManifest();
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
