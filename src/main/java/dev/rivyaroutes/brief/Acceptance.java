package dev.rivyaroutes.brief;

/**
 * What became of one brief.
 *
 * @param outcome what the source is to do with the brief
 * @param jobId the job in the ledger, for a refused brief too
 * @param state the job's state, in the words of the ledger
 * @param problem for a refused brief: the thing, the reason and the remedy; else null
 */
public record Acceptance(Outcome outcome, String jobId, String state, String problem) {

  /** The three ends of an arrival. */
  public enum Outcome {
    /** A new job. */
    ACCEPTED,
    /** Its source id had arrived before; nothing was changed. */
    DUPLICATE,
    /** It cannot be used; a failed job says why. */
    REFUSED
  }
}
