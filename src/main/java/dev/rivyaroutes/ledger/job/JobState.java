package dev.rivyaroutes.ledger.job;

import java.util.Locale;

/** The states of a job, each with the word that users see for it. */
public enum JobState {
  /** The brief is committed; moved on by the submit loop. */
  ACCEPTED("queued"),
  /** Claimed, key and bytes stored, calls may be out; moved on by the answer or the lease's end. */
  SUBMITTING("queued"),
  /** Rivya's task id is stored; moved on by a look or an event. */
  WAITING("processing"),
  /** Rivya says succeeded; moved on by the downloads' end. */
  FETCHING("processing"),
  /** Result and deliveries are committed; moved on by the last delivery's end. */
  DELIVERING("succeeded"),
  /** Every sink has the result. */
  DONE("succeeded"),
  /** Rivya or a rule refused it for good; moved on by a person's replay. */
  FAILED("failed"),
  /** Set aside with a cause; moved on by the end of the cause, or a person. */
  PARKED("queued"),
  /** A person stopped it. */
  CANCELLED("failed");

  private final String userStatus;

  JobState(String userStatus) {
    this.userStatus = userStatus;
  }

  /** What users see: queued, processing, succeeded or failed. */
  public String userStatus() {
    return userStatus;
  }

  /** Whether it counts as a failure to users and sinks. */
  public boolean isFailure() {
    return this == FAILED || this == CANCELLED;
  }

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static JobState fromColumn(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
