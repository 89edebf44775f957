package dev.rivyaroutes.webhook;

/** A message with a right signature that is no event. */
public final class EventUnreadable extends Exception {

  private static final long serialVersionUID = 1;

  EventUnreadable(String reason) {
    super(reason);
  }
}
