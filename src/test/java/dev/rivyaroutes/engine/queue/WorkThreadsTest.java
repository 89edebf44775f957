package dev.rivyaroutes.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class WorkThreadsTest {

  private static final String KEY = "spring.threads.virtual.enabled";
  private static final boolean HAS_VIRTUAL = Runtime.version().feature() >= 21;

  @Test
  void neverKeepTheProgramAlive() throws Exception {
    assertThat(in("false", () -> Thread.currentThread().isDaemon())).isTrue();
    assertThat(in("true", () -> Thread.currentThread().isDaemon())).isTrue();
  }

  @Test
  void haveTheNameOfTheirWork() throws Exception {
    assertThat(in("false", () -> Thread.currentThread().getName())).startsWith("work submit ");
    assertThat(in("true", () -> Thread.currentThread().getName())).startsWith("work submit ");
  }

  @Test
  void arePlatformThreadsWithoutTheKey() throws Exception {
    assumeThat(HAS_VIRTUAL).as("this Java has virtual threads").isTrue();
    assertThat(in("false", WorkThreadsTest::isVirtual)).isFalse();
    assertThat(in("true", WorkThreadsTest::isVirtual)).isTrue();
  }

  private static boolean isVirtual() throws Exception {
    return (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
  }

  private static <T> T in(String virtual, Callable<T> work) throws Exception {
    ExecutorService threads =
        new WorkThreads(new MockEnvironment().withProperty(KEY, virtual)).of("submit");
    try {
      return threads.submit(work).get();
    } finally {
      threads.shutdownNow();
    }
  }
}
