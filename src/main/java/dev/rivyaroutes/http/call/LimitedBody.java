package dev.rivyaroutes.http.call;

import dev.rivyaroutes.brief.form.CorruptContent;
import dev.rivyaroutes.http.CallBroken;
import dev.rivyaroutes.media.TooLargeException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.input.ProxyInputStream;

/** A request body that fails with {@link TooLargeException} when it is longer than allowed. */
public class LimitedBody extends ProxyInputStream {
  private final long maxBytes;
  private long read;

  public LimitedBody(InputStream body, long maxBytes) {
    super(body);
    this.maxBytes = maxBytes;
  }

  @Override
  protected void afterRead(int n) throws IOException {
    read += Math.max(n, 0);
    if (read > maxBytes) {
      throw new TooLargeException(maxBytes);
    }
  }

  /** Damaged compression is a fault of the content, not of the call. */
  @Override
  protected void handleIOException(IOException e) throws IOException {
    throw e instanceof CorruptContent || e instanceof TooLargeException ? e : new CallBroken(e);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
