package dev.rivyaroutes.brief.message;

import org.apache.camel.support.service.ServiceSupport;

/** A service of Camel that closes a source when the program stops. */
public final class CloseAtStop extends ServiceSupport {
  private final Runnable close;

  public CloseAtStop(Runnable close) {
    this.close = close;
  }

  @Override
  protected void doStop() {
    close.run();
  }
}
