package dev.rivyaroutes.brief;

/**
 * The outcome of one brief.
 *
 * @param outcome what happened to the brief
 * @param jobId the job in the ledger, also of a refused brief; null where there is none, as for
 *     another request under a key without a known job
 * @param state the job's state as in the ledger; null without a job
 * @param problem for a brief that is refused or waits, the cause with its remedy; for a file that a
 *     document named, the document; else null
 */
public record Acceptance(Outcome outcome, String jobId, String state, String problem) {

  static Acceptance without(Outcome outcome, String problem) {
    return new Acceptance(outcome, null, null, problem);
  }

  /** What happened to a brief. The last two are for files of folders and buckets only. */
  public enum Outcome {
    /** A new job. */
    ACCEPTED,
    /** Its source id had arrived before; nothing was changed. */
    DUPLICATE,
    /**
     * Its key arrived with another request before; nothing was changed, and nothing is accepted.
     */
    OTHER_REQUEST,
    /** It cannot be used; a failed job has the cause. */
    REFUSED,
    /**
     * It lacks a file that may still arrive; nothing was written, and it is to be handed in again.
     */
    WAITING,
    /** It is the reference of a document that was accepted, and no brief of its own. */
    REFERENCE
  }
}
