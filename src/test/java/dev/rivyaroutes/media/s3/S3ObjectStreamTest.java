package dev.rivyaroutes.media.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.outbound.CallFailed;
import dev.rivyaroutes.outbound.MinimumRate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class S3ObjectStreamTest {

  private static final MinimumRate RATE = new MinimumRate(1_000, Duration.ofMillis(200));
  private final AtomicBoolean aborted = new AtomicBoolean();

  private S3ObjectStream read(InputStream bytes) {
    AbortableInputStream body = AbortableInputStream.create(bytes, () -> aborted.set(true));
    return new S3ObjectStream(
        new ResponseInputStream<>(GetObjectResponse.builder().build(), body), RATE);
  }

  /** One byte each 20 ms, without end. */
  private static InputStream drip() {
    CountDownLatch never = new CountDownLatch(1);
    return new InputStream() {
      @Override
      public int read() {
        try {
          never.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return 'x';
      }

      @Override
      public int read(byte[] bytes, int from, int length) {
        bytes[from] = (byte) read();
        return 1;
      }
    };
  }

  @Test
  void reportsWhatTheSdkThrowsAsTroubleOfTheStore() {
    InputStream damaged =
        new InputStream() {
          @Override
          public int read() {
            throw SdkClientException.create("Data read has a different checksum than expected");
          }
        };

    assertThatThrownBy(() -> read(damaged).read())
        .isInstanceOf(IOException.class)
        .hasRootCauseInstanceOf(SdkClientException.class);
    assertThatThrownBy(() -> read(damaged).readAllBytes())
        .isInstanceOf(IOException.class)
        .hasRootCauseInstanceOf(SdkClientException.class);
  }

  @Test
  void endsAnObjectThatDripsAndDropsTheConnection() {
    assertThatThrownBy(
            () -> {
              try (S3ObjectStream object = read(drip())) {
                object.readAllBytes();
              }
            })
        .isInstanceOf(CallFailed.class)
        .hasMessageStartingWith("the store is too slow: it sent");
    assertThat(aborted).isTrue();
  }

  @Test
  void readsAnObjectToItsEndAndKeepsTheConnection() throws Exception {
    try (S3ObjectStream object = read(new ByteArrayInputStream(new byte[5_000]))) {
      assertThat(object.readAllBytes()).hasSize(5_000);
    }
    assertThat(aborted).isFalse();
  }

  @Test
  void dropsTheConnectionOfAnObjectThatIsClosedEarly() throws Exception {
    try (S3ObjectStream object = read(new ByteArrayInputStream(new byte[5_000]))) {
      object.read();
    }
    assertThat(aborted).isTrue();
  }
}
