package dev.rivyaroutes.engine.upkeep;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.ledger.claim.ParkJobsOfRemovedFlows;
import dev.rivyaroutes.ledger.outbox.DeliverForRestoredFlows;
import dev.rivyaroutes.ledger.outbox.FindOrphans;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Parks jobs whose flow the configuration no longer has, and tells what waits for an account, a
 * flow or a sink that it no longer has, and what to do; and releases what waited for a flow that is
 * back.
 */
@Component
public class TellStrays {

  private static final Logger LOG = LoggerFactory.getLogger(TellStrays.class);

  private final FindOrphans strays;
  private final ParkJobsOfRemovedFlows gone;
  private final DeliverForRestoredFlows waiting;
  private final Accounts accounts;

  TellStrays(
      FindOrphans strays,
      ParkJobsOfRemovedFlows gone,
      DeliverForRestoredFlows waiting,
      Accounts accounts) {
    this.strays = strays;
    this.gone = gone;
    this.waiting = waiting;
    this.accounts = accounts;
  }

  /** At the start, and with each clean-up. */
  @EventListener(ApplicationReadyEvent.class)
  public void tell() {
    try {
      gone.park();
      release();
      deliver();
      tellParked();
      tellJobs();
      tellResults();
      tellFailures();
      tellDeliveries();
    } catch (RuntimeException e) {
      LOG.warn(
          "What waits in vain could not be found, and is looked for again: {}", PlainWords.of(e));
    }
  }

  private void release() {
    int released = gone.release();
    if (released > 0) {
      LOG.info("{} parked job(s) whose flow is back go on", released);
    }
  }

  private void tellParked() {
    strays
        .countParked()
        .forEach(
            (flow, jobs) ->
                LOG.warn(
                    "{} job(s) of flow {} are parked and nothing is sent for them: no file declares"
                        + " the flow. Add routes/{}.camel.yaml again, or cancel them; see GET"
                        + " /api/jobs?flow={}&status=parked.",
                    jobs,
                    flow,
                    flow,
                    flow));
  }

  private void tellFailures() {
    strays
        .countFailures()
        .forEach(
            (flow, jobs) ->
                LOG.warn(
                    "{} failure(s) wait for flow {}, which no file declares. Add"
                        + " routes/{}.camel.yaml again, and its failure sinks are told.",
                    jobs,
                    flow,
                    flow));
  }

  private void deliver() {
    int delivered = waiting.deliverWaiting();
    if (delivered > 0) {
      LOG.info("{} result(s) and failure(s) whose flow is back are delivered", delivered);
    }
  }

  private void tellJobs() {
    strays
        .countJobs(accounts.names()::contains)
        .forEach(
            (account, jobs) ->
                LOG.warn(
                    "{} job(s) wait for account {}, which is not configured. Add"
                        + " rivya.accounts.{} again, or cancel them.",
                    jobs,
                    account,
                    account));
  }

  private void tellResults() {
    strays
        .countResults()
        .forEach(
            (flow, jobs) ->
                LOG.warn(
                    "{} result(s) wait for flow {}, which no file declares. Add"
                        + " routes/{}.camel.yaml again, or fetch them by GET /api/jobs?flow={}.",
                    jobs,
                    flow,
                    flow,
                    flow));
  }

  private void tellDeliveries() {
    strays
        .countDeliveries()
        .forEach(
            (taker, count) ->
                LOG.warn(
                    "{} delivery(s) wait for sink {} of flow {}, which no file declares. Declare it"
                        + " again in routes/{}.camel.yaml.",
                    count,
                    taker.sink(),
                    taker.flow(),
                    taker.flow()));
  }
}
