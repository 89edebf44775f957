package dev.rivyaroutes.webhook;

/** A webhook without a valid signature, or too old. The message says why, without secrets. */
public final class WebhookRefused extends Exception {

  private static final long serialVersionUID = 1;

  WebhookRefused(String reason) {
    // No stack trace: anyone can cause these in large numbers.
    super(reason, null, false, false);
  }
}
