package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Accepts briefs into the ledger, once each. When a method returns, its writes are committed, and
 * the source may be acknowledged. After an exception it is unknown whether they are; the same call
 * can be repeated safely.
 */
public interface AcceptJobs {

  /**
   * Accepts briefs in as few transactions as possible, and returns a result for each, in order. A
   * brief is not accepted if another request has used its idempotency key.
   */
  List<AcceptResult> accept(List<NewJob> jobs);

  /**
   * Begins to accept briefs, while the caller prepares the next ones. The supplier waits for the
   * commit and returns the results of {@link #accept}; it must be called once. Until it returns,
   * the source must not be acknowledged.
   */
  default Supplier<List<AcceptResult>> begin(List<NewJob> jobs) {
    List<AcceptResult> accepted = accept(jobs);
    return () -> accepted;
  }

  /**
   * Records an invalid brief as a failed job with its cause, and delivers the failure to the
   * failure sinks of the flow. Model and account may be null.
   */
  AcceptResult refuse(NewJob job, Cause cause);

  /** Returns the briefs that the flow has accepted or refused before, or that are references. */
  Set<BriefId> findKnown(String flow, Collection<BriefId> briefs);

  /**
   * Records that a file is a reference of a job and not a brief. It stays known even if the job is
   * deleted.
   */
  void recordReference(String flow, BriefId file, String jobId);

  /** The newest hundred uses of a file with this content by jobs of the flow. */
  List<ReferenceUse> findReferenceUses(String flow, String sha256);
}
