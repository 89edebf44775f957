package dev.rivyaroutes.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MinimumRateStreamTest {

  private static final MinimumRate RATE = new MinimumRate(100, Duration.ofSeconds(10));
  private final AtomicLong now = new AtomicLong();

  /** Brings so many bytes with each read, after so much time. */
  private MinimumRateStream stream(int bytes, Duration each) {
    InputStream host =
        new InputStream() {
          @Override
          public int read() {
            now.addAndGet(each.toNanos());
            return 'x';
          }

          @Override
          public int read(byte[] buffer, int from, int length) {
            now.addAndGet(each.toNanos());
            return Math.min(bytes, length);
          }
        };
    return new MinimumRateStream(host, "cdn.example.com", RATE, now::get);
  }

  private static void read(InputStream stream, int times) throws IOException {
    byte[] buffer = new byte[10_000];
    for (int i = 0; i < times; i++) {
      stream.read(buffer);
    }
  }

  @Test
  void endsAStreamBelowTheLeastRate() {
    assertThatThrownBy(() -> read(stream(99, Duration.ofSeconds(1)), 10))
        .isInstanceOf(CallFailed.class)
        .hasMessage(
            "cdn.example.com is too slow: it sent 990 bytes in 10 s, and at least 100 bytes a"
                + " second are needed");
  }

  @Test
  void endsAStreamThatIsReadByteByByte() {
    MinimumRateStream stream = stream(1, Duration.ofSeconds(5));

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 3; i++) {
                stream.read();
              }
            })
        .isInstanceOf(CallFailed.class);
  }

  @Test
  void letsAStreamGoOnAtTheLeastRate() throws Exception {
    read(stream(100, Duration.ofSeconds(1)), 1_000);
  }

  @Test
  void forgivesNoDrippingForWhatCameBefore() throws Exception {
    MinimumRateStream stream = stream(10_000, Duration.ofSeconds(1));
    read(stream, 10);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20; i++) {
                stream.read();
              }
            })
        .isInstanceOf(CallFailed.class);
  }

  @Test
  void countsOnlyTheTimeThatTheHostTakes() throws Exception {
    MinimumRateStream stream = stream(1, Duration.ofMillis(1));

    for (int i = 0; i < 100; i++) {
      now.addAndGet(Duration.ofHours(1).toNanos());
      stream.read();
    }

    assertThat(now.get()).isGreaterThan(Duration.ofHours(99).toNanos());
  }
}
