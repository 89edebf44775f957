package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BackgroundLoopTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void repeatsTheWorkUntilItIsStopped() throws Exception {
    CountDownLatch twice = new CountDownLatch(2);
    AtomicInteger times = new AtomicInteger();
    BackgroundLoop loop =
        BackgroundLoop.start(
            "a test",
            Duration.ZERO,
            running -> {
              times.incrementAndGet();
              twice.countDown();
              return twice.getCount() > 0 ? Duration.ZERO : LONG;
            });
    assertThat(twice.await(20, TimeUnit.SECONDS)).isTrue();

    loop.stop(LONG);

    assertThat(times).hasValue(2);
  }

  @Test
  void waitsForTheWorkUnderWayAndDoesNotInterruptIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<String> end = new AtomicReference<>();
    BackgroundLoop loop =
        BackgroundLoop.start(
            "a test",
            Duration.ZERO,
            running -> {
              begun.countDown();
              boolean stops = running.stopsWithin(LONG);
              end.set(stops + " " + Thread.currentThread().isInterrupted());
              return Duration.ZERO;
            });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    loop.stop(LONG);

    assertThat(end).hasValue("true false");
  }
}
