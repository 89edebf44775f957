package dev.rivyaroutes.check.start;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Passes over the failure of a start while the process ends: somebody has stopped it, and nothing
 * has gone wrong.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class IgnoreStoppedStart implements SpringBootExceptionReporter {

  IgnoreStoppedStart(ConfigurableApplicationContext context) {
    // The signature that Spring asks for.
  }

  @Override
  public boolean reportException(Throwable failure) {
    return isProcessEnding();
  }

  /** Java tells it by refusing to change what is done at the end. */
  private static boolean isProcessEnding() {
    try {
      Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
