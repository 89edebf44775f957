package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.PlainDuration;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.media.MediaStoreFailed;
import dev.rivyaroutes.media.file.DiskWriteFailed;
import dev.rivyaroutes.outbound.CallFailed;
import java.time.Duration;
import java.util.Locale;

/** The causes of failures that Rivya did not report itself. */
public final class FailureCauses {

  /** The code of a failure that has no policy of its own. */
  static final String UNEXPECTED = "unexpected";

  static final String CHECK = "Check the generation at Rivya, then replay or cancel the job.";

  private FailureCauses() {}

  /** A call without an answer; its effect is unknown when it may have reached Rivya. */
  static Cause noAnswer(JobKind kind, Exception failure, boolean unknown) {
    Trouble trouble = unknown ? Trouble.UNKNOWN : Trouble.TRANSIENT;
    if (failure instanceof DiskWriteFailed || failure instanceof MediaStoreFailed) {
      return Cause.of(trouble, failure.getMessage() + " The job is retried.");
    }
    String text =
        unknown
            ? "Rivya did not answer the %s. The same bytes are sent again under the same idempotency key."
                .formatted(kind.call())
            : "The host did not answer. The call is retried.";
    return Cause.of(trouble, text + " (" + message(failure) + ")");
  }

  /**
   * A stream that Rivya may have charged for. The Rivya documentation does not specify whether an
   * idempotency key prevents a second charge for a stream.
   */
  public static Cause streamAborted(String code, String why, String requestId) {
    return new Cause(
        Trouble.UNKNOWN,
        code,
        "The streamed answer is incomplete, and Rivya may have charged for it. A stream is not sent"
            + " again automatically. Check the answer at Rivya, then replay or cancel the job. ("
            + why
            + ")",
        requestId);
  }

  /** A bug, or a component of the program that does not work. */
  static Cause unexpected(Exception failure, boolean unknown) {
    return new Cause(
        unknown ? Trouble.UNKNOWN : Trouble.TRANSIENT,
        UNEXPECTED,
        "Unexpected error in the program: " + message(failure) + ". See the log for details.",
        null);
  }

  /** Rivya refused a call permanently after an earlier one whose effect is unknown. */
  static Cause refusedAfterUnknownSend(Cause refused) {
    return new Cause(
        Trouble.UNKNOWN,
        refused.code(),
        "Rivya refuses the job now, but an earlier call got no answer and may have been charged. %s %s"
            .formatted(CHECK, refused.text()),
        refused.requestId());
  }

  /** The ledger could not be read or written. */
  static Cause databaseUnavailable(boolean unknown) {
    return Cause.of(
        unknown ? Trouble.UNKNOWN : Trouble.TRANSIENT,
        "The ledger's database was unavailable. The job is retried.");
  }

  /** A retry cannot help: the database rejects a value of Rivya's answer. */
  static Cause unstorableAnswer(Job job) {
    return new Cause(
        Trouble.UNKNOWN,
        "data",
        "Rivya's answer has a value that the ledger cannot store (too long, or with characters that"
            + " databases do not support). "
            + (job.taskId() == null
                ? "Rivya may have charged for the " + job.kind().call() + ". "
                : "Rivya has charged for task " + job.taskId() + ". ")
            + CHECK,
        null);
  }

  /** The same, before anything was sent. */
  static Cause unstorableJob() {
    return new Cause(
        Trouble.BRIEF,
        "data",
        "The job has a value that the ledger cannot store (too long, or with characters that"
            + " databases do not support). Nothing was sent to Rivya and no credits were spent."
            + " Correct the brief and submit it again.",
        null);
  }

  /** Rivya has created the job and exceeds the deadline. */
  static Cause overdue(Job job, Duration deadline, Cause cause) {
    return new Cause(
        Trouble.UNKNOWN,
        cause.code(),
        "Task %s was not finished and fetched within %s. It is polled less often and continues automatically. %s"
            .formatted(job.taskId(), PlainDuration.of(deadline), cause.text()),
        cause.requestId());
  }

  /** The message of a failure, without Camel's wrappers and without names of classes. */
  public static String message(Throwable failure) {
    CallFailed call = FailureChain.find(failure, CallFailed.class);
    return call == null ? PlainWords.of(failure) : call.getMessage();
  }

  public static String sentence(Throwable failure) {
    String words = message(failure);
    String end = words.endsWith(".") ? "" : ".";
    // The name of a host is not capitalized.
    boolean host = words.split(" ", 2)[0].matches(".*[.:].*");
    String first = words.substring(0, 1);
    return (host ? first : first.toUpperCase(Locale.ROOT)) + words.substring(1) + end;
  }
}
