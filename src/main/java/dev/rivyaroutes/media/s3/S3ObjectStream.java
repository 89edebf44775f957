package dev.rivyaroutes.media.s3;

import dev.rivyaroutes.outbound.MinimumRate;
import dev.rivyaroutes.outbound.MinimumRateStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Abortable;

/**
 * The bytes of an object, read at a minimum rate. If it is closed early, it closes the connection,
 * while the S3 client's own stream would read the rest.
 */
public final class S3ObjectStream extends FilterInputStream implements Abortable {
  private static final MinimumRate RATE = new MinimumRate(4_096, Duration.ofSeconds(60));

  private final ResponseInputStream<?> object;
  private boolean atEnd;

  public S3ObjectStream(ResponseInputStream<?> object) {
    this(object, RATE);
  }

  S3ObjectStream(ResponseInputStream<?> object, MinimumRate minimumRate) {
    super(new MinimumRateStream(object, "the store", minimumRate));
    this.object = object;
  }

  @Override
  public int read() throws IOException {
    try {
      int one = in.read();
      atEnd |= one < 0;
      return one;
    } catch (SdkException e) {
      throw broken(e);
    }
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      int n = in.read(bytes, from, length);
      atEnd |= n < 0;
      return n;
    } catch (SdkException e) {
      throw broken(e);
    }
  }

  private static IOException broken(SdkException failure) {
    return new IOException(
        "the answer of the store was interrupted: " + failure.getMessage(), failure);
  }

  @Override
  public void close() throws IOException {
    if (atEnd) {
      object.close();
    } else {
      object.abort();
    }
  }

  @Override
  public void abort() {
    object.abort();
  }
}
