package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Writes briefs into the ledger, once each. When a method returns, what it wrote is committed: only
 * then may a source be acknowledged. An exception means that nothing is known to be written; the
 * same call again is safe.
 */
public interface AcceptJobs {

  /**
   * Accepts briefs, all in as few transactions as possible; one answer for each, in order. A brief
   * whose request came under the key of another request is not accepted.
   */
  List<AcceptResult> accept(List<NewJob> jobs);

  /**
   * Records a brief that cannot be used as a failed job with its cause, so that nothing disappears,
   * and makes its failure due at the flow's failure sinks. The model and the account may be unknown
   * (null).
   */
  AcceptResult refuse(NewJob job, Cause cause);

  /**
   * Of these briefs, those that the flow has accepted or refused before, or that are references.
   */
  Set<BriefId> findKnown(String flow, Collection<BriefId> briefs);

  /**
   * Notes that a file is a reference of a job and no brief of its own: it is known from then on,
   * also when that job is deleted.
   */
  void recordReference(String flow, BriefId file, String jobId);

  /** How jobs of a flow that were accepted used a file with this content; the newest hundred. */
  List<ReferenceUse> findReferenceUses(String flow, String sha256);
}
