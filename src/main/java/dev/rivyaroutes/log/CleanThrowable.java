package dev.rivyaroutes.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;

/** An exception with a clean message; its stack trace keeps its lines. */
final class CleanThrowable implements IThrowableProxy {

  private final IThrowableProxy thrown;

  private CleanThrowable(IThrowableProxy thrown) {
    this.thrown = thrown;
  }

  static IThrowableProxy of(IThrowableProxy thrown) {
    return thrown == null ? null : new CleanThrowable(thrown);
  }

  @Override
  public String getMessage() {
    return CleanEvent.clean(thrown.getMessage());
  }

  @Override
  public String getOverridingMessage() {
    return CleanEvent.clean(thrown.getOverridingMessage());
  }

  @Override
  public String getClassName() {
    return thrown.getClassName();
  }

  @Override
  public StackTraceElementProxy[] getStackTraceElementProxyArray() {
    return thrown.getStackTraceElementProxyArray();
  }

  @Override
  public int getCommonFrames() {
    return thrown.getCommonFrames();
  }

  @Override
  public IThrowableProxy getCause() {
    return of(thrown.getCause());
  }

  @Override
  public IThrowableProxy[] getSuppressed() {
    return Arrays.stream(thrown.getSuppressed())
        .map(CleanThrowable::of)
        .toArray(IThrowableProxy[]::new);
  }

  @Override
  public boolean isCyclic() {
    return thrown.isCyclic();
  }
}
