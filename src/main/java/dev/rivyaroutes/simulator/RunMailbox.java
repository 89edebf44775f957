package dev.rivyaroutes.simulator;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/**
 * A mail server in memory, on this machine only. Every address has a mailbox, with any password.
 */
final class RunMailbox implements AutoCloseable {
  private static final String ADDRESS = "127.0.0.1";

  private final GreenMail server;

  private RunMailbox(GreenMail server) {
    this.server = server;
  }

  /**
   * @throws IllegalStateException if a port is in use
   */
  static RunMailbox start(int smtp, int imap) {
    GreenMail server =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(smtp, ADDRESS, ServerSetup.PROTOCOL_SMTP),
              new ServerSetup(imap, ADDRESS, ServerSetup.PROTOCOL_IMAP)
            });
    server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    boolean started = false;
    try {
      server.start();
      started = true;
      return new RunMailbox(server);
    } finally {
      if (!started) {
        server.stop();
      }
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
