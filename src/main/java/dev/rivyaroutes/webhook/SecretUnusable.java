package dev.rivyaroutes.webhook;

/** A message may be Rivya's, but a secret that would tell so cannot be used now. */
public final class SecretUnusable extends Exception {

  private static final long serialVersionUID = 1;

  SecretUnusable(String reason) {
    super(reason);
  }
}
