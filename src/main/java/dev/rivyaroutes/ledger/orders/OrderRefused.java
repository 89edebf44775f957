package dev.rivyaroutes.ledger.orders;

/** An order that the state of its thing does not allow; nothing was changed. */
public final class OrderRefused extends Exception {

  public enum Why {
    /** There is no such job. */
    UNKNOWN_JOB,
    /** The state of the job does not allow it. */
    STATE,
    /** It can be sent again in a few seconds. */
    NOT_NOW,
    /** The media store no longer has the needed bytes. */
    MEDIA_GONE
  }

  private final Why why;

  public OrderRefused(Why why, String message) {
    super(message);
    this.why = why;
  }

  static OrderRefused byState(String message) {
    return new OrderRefused(Why.STATE, message);
  }

  public Why why() {
    return why;
  }
}
