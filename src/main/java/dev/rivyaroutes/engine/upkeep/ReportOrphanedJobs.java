package dev.rivyaroutes.engine.upkeep;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.brief.flow.FlowsChanged;
import dev.rivyaroutes.ledger.claim.ParkJobsOfRemovedFlows;
import dev.rivyaroutes.ledger.outbox.DeliverForRestoredFlows;
import dev.rivyaroutes.ledger.outbox.FindOrphans;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reports what waits for an account, a flow or a sink that the configuration does not have, and
 * what to do. Parks jobs without a flow first, and releases them when their flow is declared again.
 */
@Component
public class ReportOrphanedJobs {

  private static final Logger LOG = LoggerFactory.getLogger(ReportOrphanedJobs.class);

  private final FindOrphans orphans;
  private final ParkJobsOfRemovedFlows gone;
  private final DeliverForRestoredFlows waiting;
  private final Accounts accounts;

  ReportOrphanedJobs(
      FindOrphans orphans,
      ParkJobsOfRemovedFlows gone,
      DeliverForRestoredFlows waiting,
      Accounts accounts) {
    this.orphans = orphans;
    this.gone = gone;
    this.waiting = waiting;
    this.accounts = accounts;
  }

  /** At the start, after a change of flow files, and before each clean-up. */
  @EventListener({ApplicationReadyEvent.class, FlowsChanged.class})
  public void report() {
    try {
      gone.park();
      logReleased(gone.release(), "{} parked job(s) continue because their flow is declared again");
      logReleased(
          waiting.deliverWaiting(),
          "{} result(s) and failure(s) are delivered because their flow is declared again");
      orphans.countParked().forEach(this::reportParked);
      orphans.countJobs(accounts.names()::contains).forEach(this::reportAccount);
      orphans.countResults().forEach(this::reportResults);
      orphans.countFailures().forEach(this::reportFailures);
      orphans.countDeliveries().forEach(this::reportDeliveries);
    } catch (RuntimeException e) {
      LOG.warn(
          "Could not check for orphaned jobs; the next check is in an hour: {}", PlainWords.of(e));
    }
  }

  private static void logReleased(int count, String message) {
    if (count > 0) {
      LOG.info(message, count);
    }
  }

  private void reportParked(String flow, Long jobs) {
    LOG.warn(
        "{} job(s) of flow {} are parked because no file declares the flow. Restore"
            + " routes/{}.camel.yaml, or cancel the jobs; see GET"
            + " /api/jobs?flow={}&status=parked.",
        jobs,
        flow,
        flow,
        flow);
  }

  private void reportAccount(String account, Long jobs) {
    LOG.warn(
        "{} job(s) wait for account {}, which is not configured. Add rivya.accounts.{} again, or"
            + " cancel the jobs.",
        jobs,
        account,
        account);
  }

  private void reportResults(String flow, Long jobs) {
    LOG.warn(
        "{} result(s) wait for flow {}, which no file declares. Restore routes/{}.camel.yaml, or"
            + " download them by GET /api/jobs?flow={}.",
        jobs,
        flow,
        flow,
        flow);
  }

  private void reportFailures(String flow, Long jobs) {
    LOG.warn(
        "{} failure(s) wait for flow {}, which no file declares. Restore routes/{}.camel.yaml to"
            + " deliver them to its failure sinks.",
        jobs,
        flow,
        flow);
  }

  private void reportDeliveries(FindOrphans.FlowSink orphan, Long count) {
    LOG.warn(
        "{} delivery(s) wait for sink {} of flow {}, which no file declares. Declare it again in"
            + " routes/{}.camel.yaml.",
        count,
        orphan.sink(),
        orphan.flow(),
        orphan.flow());
  }
}
