package dev.rivyaroutes.engine.failure;

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

/** The words for failures that do not come with words of their own. */
public final class FailureWords {

  /** The code of trouble that nobody foresaw. */
  public static final String UNEXPECTED = "unexpected";

  private FailureWords() {}

  /** A call that broke off, the one that is paid for when its effect is not known. */
  public static Cause noAnswer(JobKind kind, Exception failure, boolean unknown) {
    if (failure instanceof DiskWriteFailed || failure instanceof MediaStoreFailed) {
      return Cause.of(
          unknown ? Trouble.UNKNOWN : Trouble.TRANSIENT,
          failure.getMessage() + " It is tried again.");
    }
    return Cause.of(
        unknown ? Trouble.UNKNOWN : Trouble.TRANSIENT,
        (unknown
                ? "The answer to the "
                    + kind.call()
                    + " never came; the same bytes go out again under the same key."
                : "No answer; it is tried again.")
            + " ("
            + of(failure)
            + ")");
  }

  /**
   * A stream that may have been paid for. Rivya's pages do not tell whether a key protects a stream
   * from a second payment.
   */
  public static Cause brokenStream(String code, String why, String requestId) {
    return new Cause(
        Trouble.UNKNOWN,
        code,
        "The streamed answer did not come whole, and it is not known whether it was paid for. A"
            + " stream is not sent again by itself. Look at Rivya, then replay or cancel the job. ("
            + why
            + ")",
        requestId);
  }

  /** A bug, or a part of the program that is out of order. */
  public static Cause unexpected(Exception failure, boolean unknown) {
    return new Cause(
        unknown ? Trouble.UNKNOWN : Trouble.TRANSIENT,
        UNEXPECTED,
        "Unexpected trouble in the program: " + of(failure) + ". The log has more.",
        null);
  }

  /** A send was refused for good, after an earlier one whose effect is not known. */
  public static Cause refusedLater(Cause refused) {
    return new Cause(
        Trouble.UNKNOWN,
        refused.code(),
        "Rivya refuses it now, but an earlier send got no answer and may have been paid for. Look at"
            + " Rivya, then replay or cancel it. "
            + refused.text(),
        refused.requestId());
  }

  /** The ledger did not take or give something. */
  public static Cause noLedger(boolean unknown) {
    return Cause.of(
        unknown ? Trouble.UNKNOWN : Trouble.TRANSIENT,
        "The ledger's database was unavailable. The job is retried.");
  }

  /** Trying again cannot help: the ledger cannot hold what Rivya says. */
  public static Cause tooLarge(Job job) {
    return new Cause(
        Trouble.UNKNOWN,
        "data",
        "Rivya's answer has a value that the ledger cannot hold (too long, or with characters that no"
            + " database takes). "
            + (job.taskId() == null
                ? "The " + job.kind().call() + " may have been paid for. "
                : "Task " + job.taskId() + " is paid for. ")
            + "Look at Rivya, then replay or cancel the job.",
        null);
  }

  /** The same, before anything was sent. */
  public static Cause tooLargeToSend() {
    return new Cause(
        Trouble.BRIEF,
        "data",
        "The job has a value that the ledger cannot hold (too long, or with characters that no"
            + " database takes). Nothing was sent to Rivya, and nothing is paid. Correct the brief,"
            + " and hand it in again.",
        null);
  }

  /** Of a job that is made, and overdue. */
  static Cause late(Job job, Duration deadline, Cause cause) {
    return new Cause(
        Trouble.UNKNOWN,
        cause.code(),
        "Task "
            + job.taskId()
            + " is not finished and fetched within "
            + PlainDuration.of(deadline)
            + "; it is looked at less often and goes on by itself. "
            + cause.text(),
        cause.requestId());
  }

  /** What a failure says, without what Camel wraps around it and without names of classes. */
  public static String of(Throwable failure) {
    CallFailed call = Causes.find(failure, CallFailed.class);
    return call == null ? PlainWords.of(failure) : call.getMessage();
  }

  /** The same as a sentence of its own. */
  public static String sentence(Throwable failure) {
    String words = of(failure);
    String end = words.endsWith(".") ? "" : ".";
    // The name of a host keeps its letters.
    boolean host = words.split(" ", 2)[0].matches(".*[.:].*");
    String first = words.substring(0, 1);
    return (host ? first : first.toUpperCase(Locale.ROOT)) + words.substring(1) + end;
  }
}
