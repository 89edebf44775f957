package dev.rivyaroutes.http.call;

import dev.rivyaroutes.brief.form.CorruptContent;
import dev.rivyaroutes.http.CallBroken;
import dev.rivyaroutes.http.CallTooLarge;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body that ends with {@link CallTooLarge} when it is too long. */
public class LimitedBody extends FilterInputStream {
  private final long maxBytes;
  private long read;

  public LimitedBody(InputStream body, long maxBytes) {
    super(body);
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n;
    try {
      n = in.read(buffer, offset, length);
    } catch (CorruptContent e) {
      throw e; // The caller's packing is damaged, not the call.
    } catch (IOException e) {
      throw new CallBroken(e);
    }
    if (n > 0) {
      read += n;
      if (read > maxBytes) {
        throw new CallTooLarge(maxBytes);
      }
    }
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
