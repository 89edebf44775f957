package dev.rivyaroutes.webhook;

/** A message cannot be verified now because a secret is missing or unreadable. */
public final class SecretUnusable extends Exception {

  private static final long serialVersionUID = 1;

  SecretUnusable(String reason) {
    super(reason);
  }
}
