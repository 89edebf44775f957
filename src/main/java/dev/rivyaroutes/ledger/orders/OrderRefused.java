package dev.rivyaroutes.ledger.orders;

/** An order that does not fit the job; nothing was changed. */
public final class OrderRefused extends Exception {

  /** Why an order is refused. */
  public enum Why {
    /** There is no such job. */
    UNKNOWN_JOB,
    /** The job's state does not take it. */
    STATE,
    /** It may be given again in a few seconds. */
    NOT_NOW,
    /** The media store no longer keeps what is needed. */
    MEDIA_GONE
  }

  private final Why why;

  OrderRefused(Why why, String message) {
    super(message);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
