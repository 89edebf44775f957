package dev.rivyaroutes.outbound;

import dev.rivyaroutes.PlainDuration;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Ends a stream whose host stays below a least rate for longer than a window. */
public final class MinimumRateStream extends FilterInputStream {

  private final String host;
  private final MinimumRate minimumRate;
  private final LongSupplier nanos;
  private long waited;
  private long came;

  public MinimumRateStream(InputStream in, String host, MinimumRate minimumRate) {
    this(in, host, minimumRate, System::nanoTime);
  }

  MinimumRateStream(InputStream in, String host, MinimumRate minimumRate, LongSupplier nanos) {
    super(in);
    this.host = host;
    this.minimumRate = minimumRate;
    this.nanos = nanos;
  }

  @Override
  public int read() throws IOException {
    long began = nanos.getAsLong();
    int one = in.read();
    took(began, one < 0 ? -1 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    long began = nanos.getAsLong();
    int n = in.read(bytes, from, length);
    took(began, n);
    return n;
  }

  private void took(long began, int n) throws CallFailed {
    waited += nanos.getAsLong() - began;
    came += Math.max(0, n);
    if (n < 0 || waited < minimumRate.window().toNanos()) {
      return;
    }
    Duration window = Duration.ofNanos(waited);
    if (!minimumRate.allows(came, window)) {
      throw new CallFailed(
          host,
          CallFailed.Why.SLOW,
          "%s is too slow: it sent %d bytes in %s, and at least %d bytes a second are needed"
              .formatted(
                  host, came, PlainDuration.of(minimumRate.window()), minimumRate.bytesPerSecond()),
          null);
    }
    waited = 0;
    came = 0;
  }
}
