package dev.rivyaroutes.check.start;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Ignores the failure of a start that was stopped: the process is ending and nothing is wrong. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class IgnoreStoppedStart implements SpringBootExceptionReporter {

  IgnoreStoppedStart(ConfigurableApplicationContext context) {
    // Spring requires this signature.
  }

  @Override
  public boolean reportException(Throwable failure) {
    return isProcessEnding();
  }

  /** Java refuses to change shutdown hooks once the shutdown has begun. */
  private static boolean isProcessEnding() {
    try {
      Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
