package dev.rivyaroutes.brief;

/**
 * What became of one brief.
 *
 * @param outcome what the source is to do with the brief
 * @param jobId the job in the ledger, for a refused brief too; null for another request under a key
 *     of which no job is known
 * @param state the job's state, in the words of the ledger; null without a job
 * @param problem for a brief that is not taken: the thing, the reason and the remedy; else null
 */
public record Acceptance(Outcome outcome, String jobId, String state, String problem) {

  /** The ends of an arrival. */
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
    REFUSED
  }
}
