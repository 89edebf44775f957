package dev.rivyaroutes;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A thread that does the same work again and again until it is stopped. It is never interrupted,
 * because an interrupt would close an embedded database.
 */
public final class BackgroundLoop {
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  private BackgroundLoop(String thread, Duration first, Function<BackgroundLoop, Duration> work) {
    this.thread = new Thread(() -> run(first, work), thread);
    this.thread.setDaemon(true);
  }

  /**
   * @param thread the name of the thread
   * @param first the time until the work is done first
   * @param work what is done; it returns the time until it is done again, and throws nothing
   */
  public static BackgroundLoop start(
      String thread, Duration first, Function<BackgroundLoop, Duration> work) {
    BackgroundLoop loop = new BackgroundLoop(thread, first, work);
    loop.thread.start();
    return loop;
  }

  private void run(Duration first, Function<BackgroundLoop, Duration> work) {
    Duration wait = first;
    while (!stopsWithin(wait)) {
      wait = work.apply(this);
    }
  }

  /** Waits, and returns early and true once it is to stop. */
  public boolean stopsWithin(Duration wait) {
    try {
      return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Stops once the work under way is done, for which it waits at most so long. */
  public void stop(Duration timeout) {
    stopping.countDown();
    try {
      thread.join(timeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
