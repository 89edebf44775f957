package dev.rivyaroutes.ledger.job;

import dev.rivyaroutes.ledger.commit.Stage;
import java.util.Locale;

/** The states of a job, each with the status that users see. */
public enum JobState {
  /** The brief is committed; the submit loop sends it next. */
  ACCEPTED("queued"),
  /** Claimed for sending, and calls may be in flight; ends with the response or the lease. */
  SUBMITTING("queued"),
  /** Rivya's task id is stored; the next poll or event updates it. */
  WAITING("processing"),
  /** The task has succeeded; ends when the results are downloaded. */
  FETCHING("processing"),
  /** Result and deliveries are committed; ends with the last delivery. */
  DELIVERING("succeeded"),
  /** Every sink has received the result. */
  DONE("succeeded"),
  /** Refused permanently; only a replay retries it. */
  FAILED("failed"),
  /** Waits with a cause, until the cause ends or a person replays or cancels it. */
  PARKED("queued"),
  /** Cancelled by a person. */
  CANCELLED("failed");

  private final String userStatus;

  JobState(String userStatus) {
    this.userStatus = userStatus;
  }

  /** The state of a job that a stage processes. */
  public static JobState during(Stage stage, JobState before) {
    return switch (stage) {
      case SUBMIT, TURN -> SUBMITTING;
      case POLL -> before == PARKED ? PARKED : WAITING;
      case FETCH -> FETCHING;
      case REFERENCE -> ACCEPTED;
    };
  }

  /** The status that users see: queued, processing, succeeded or failed. */
  public String userStatus() {
    return userStatus;
  }

  /** Whether users and sinks see it as a failure. */
  public boolean isFailure() {
    return this == FAILED || this == CANCELLED;
  }

  /** Whether the job has its outcome: a result, or a failure. */
  public boolean hasOutcome() {
    return this == DELIVERING || this == DONE || isFailure();
  }

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static JobState fromColumn(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
