package dev.rivyaroutes.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The CPU time that work of two sizes takes, which neither other programs nor waits change. */
public final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int TRIES = 3;

  /** Less is noise. */
  private static final double FLOOR = 5_000_000;

  /** Work on an input that was made before. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  private CpuTime() {}

  /** How many times the first work the second takes, by the best of a few tries of each. */
  public static double ratio(Work one, Work twice) throws Exception {
    double first = Double.MAX_VALUE;
    double second = Double.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      first = Math.min(first, nanos(one));
      second = Math.min(second, nanos(twice));
    }
    return second / Math.max(first, FLOOR);
  }

  private static double nanos(Work work) throws Exception {
    long begun = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - begun;
  }
}
