package dev.rivyaroutes.brief;

/**
 * What became of one brief.
 *
 * @param outcome what the source is to do with the brief
 * @param jobId the job in the ledger, for a refused brief too; null where there is none, as for
 *     another request under a key of which no job is known
 * @param state the job's state, in the words of the ledger; null without a job
 * @param problem for a brief that is refused or waits: the thing, the reason and the remedy; for a
 *     file that a document named, the document; else null
 */
public record Acceptance(Outcome outcome, String jobId, String state, String problem) {

  static Acceptance without(Outcome outcome, String problem) {
    return new Acceptance(outcome, null, null, problem);
  }

  /** The ends of an arrival. The last two are for files of folders and buckets only. */
  public enum Outcome {
    /** A new job. */
    ACCEPTED,
    /** Its source id had arrived before; nothing was changed. */
    DUPLICATE,
    /**
     * Its key came with another request before; nothing was changed, and nothing of it is taken.
     */
    OTHER_REQUEST,
    /** It cannot be used; a failed job says why. */
    REFUSED,
    /**
     * It lacks a file that may still come; nothing was written, and it is to be handed in again.
     */
    WAITING,
    /** It is the reference of a document that was accepted, and no brief of its own. */
    REFERENCE
  }
}
