package dev.rivyaroutes.brief.mail;

import org.apache.camel.support.service.ServiceSupport;

/** Closes something when the program stops. */
final class CloseAtStop extends ServiceSupport {
  private final Runnable close;

  CloseAtStop(Runnable close) {
    this.close = close;
  }

  @Override
  protected void doStop() {
    close.run();
  }
}
