package dev.rivyaroutes.mail.server;

import java.util.Locale;

/** How a connection to a mail server is encrypted. */
public enum Tls {
  /** From its start. */
  IMPLICIT(993, 465),
  /** By STARTTLS, which is required: without it the connection is given up. */
  STARTTLS(143, 587),
  /** Not at all. */
  NONE(143, 25);

  private final int imapPort;
  private final int smtpPort;

  Tls(int imapPort, int smtpPort) {
    this.imapPort = imapPort;
    this.smtpPort = smtpPort;
  }

  public int imapPort() {
    return imapPort;
  }

  public int smtpPort() {
    return smtpPort;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
