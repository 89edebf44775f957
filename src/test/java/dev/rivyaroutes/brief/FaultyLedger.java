package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.SourceProcess.Faults;
import dev.rivyaroutes.ledger.Replica;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.accept.ReferenceUse;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A real ledger that is unavailable, or whose process dies after a commit. */
final class FaultyLedger implements AcceptJobs {
  private final Replica replica;
  private final AcceptJobs ledger;
  private final Faults faults;

  FaultyLedger(Replica replica, Faults faults) {
    this.replica = replica;
    this.ledger = replica.accept;
    this.faults = faults;
  }

  private void check() {
    if (faults.ledgerDown || faults.killed) {
      throw new LedgerUnavailable("connection refused to db.internal", null);
    }
  }

  private <T> T committed(T result) {
    if (faults.killedAfterCommit) {
      faults.killed = true;
      replica.close();
    }
    check();
    return result;
  }

  @Override
  public List<AcceptResult> accept(List<NewJob> jobs) {
    check();
    return committed(ledger.accept(jobs));
  }

  @Override
  public AcceptResult refuse(NewJob job, Cause cause) {
    check();
    return committed(ledger.refuse(job, cause));
  }

  @Override
  public Set<BriefId> findKnown(String flow, Collection<BriefId> briefs) {
    check();
    return ledger.findKnown(flow, briefs);
  }

  @Override
  public void recordReference(String flow, BriefId file, String jobId) {
    check();
    ledger.recordReference(flow, file, jobId);
  }

  @Override
  public List<ReferenceUse> findReferenceUses(String flow, String sha256) {
    check();
    return ledger.findReferenceUses(flow, sha256);
  }
}
