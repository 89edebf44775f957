package dev.rivyaroutes.webhook;

/** A message has a valid signature, but is not an event. */
public final class EventUnreadable extends Exception {

  private static final long serialVersionUID = 1;

  EventUnreadable(String reason) {
    super(reason);
  }
}
