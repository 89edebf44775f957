package dev.rivyaroutes.outbound;

import dev.rivyaroutes.PlainDuration;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Fails when the host of a stream stays below a minimum rate for longer than its window. */
public final class MinimumRateStream extends FilterInputStream {

  private final String host;
  private final MinimumRate minimum;
  private final LongSupplier nanos;
  private long waited;
  private long received;

  public MinimumRateStream(InputStream in, String host, MinimumRate minimum) {
    this(in, host, minimum, System::nanoTime);
  }

  MinimumRateStream(InputStream in, String host, MinimumRate minimum, LongSupplier nanos) {
    super(in);
    this.host = host;
    this.minimum = minimum;
    this.nanos = nanos;
  }

  @Override
  public int read() throws IOException {
    long start = nanos.getAsLong();
    int one = in.read();
    check(start, one < 0 ? -1 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    long start = nanos.getAsLong();
    int n = in.read(bytes, from, length);
    check(start, n);
    return n;
  }

  private void check(long start, int n) throws CallFailed {
    waited += nanos.getAsLong() - start;
    received += Math.max(0, n);
    if (n < 0 || waited < minimum.window().toNanos()) {
      return;
    }
    if (!minimum.allows(received, Duration.ofNanos(waited))) {
      throw new CallFailed(
          host,
          CallFailed.Why.SLOW,
          "%s is too slow: it sent %d bytes in %s, and at least %d bytes a second are needed"
              .formatted(
                  host, received, PlainDuration.of(minimum.window()), minimum.bytesPerSecond()),
          null);
    }
    waited = 0;
    received = 0;
  }
}
