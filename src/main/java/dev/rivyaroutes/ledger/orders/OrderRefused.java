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
  private final String rule;

  public OrderRefused(Why why, String message) {
    this(why, message, message);
  }

  private OrderRefused(Why why, String rule, String message) {
    super(message);
    this.why = why;
    this.rule = rule;
  }

  /** The state of its thing does not allow the order. */
  public static OrderRefused byState(String message) {
    return new OrderRefused(Why.STATE, message);
  }

  /**
   * @param rule the same text for all jobs that are refused for this reason
   * @param more what is added about this job
   */
  static OrderRefused byState(String rule, String more) {
    return new OrderRefused(Why.STATE, rule, rule + " " + more);
  }

  /** The reason without what is particular to this job. */
  public String rule() {
    return rule;
  }

  public Why why() {
    return why;
  }
}
