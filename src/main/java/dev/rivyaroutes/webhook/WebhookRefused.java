package dev.rivyaroutes.webhook;

/**
 * A webhook that is not from its sender, or not from now. The message says why, without secrets.
 */
public final class WebhookRefused extends Exception {

  private static final long serialVersionUID = 1;

  WebhookRefused(String reason) {
    // Strangers cause these, as many as they like: no stack trace.
    super(reason, null, false, false);
  }
}
