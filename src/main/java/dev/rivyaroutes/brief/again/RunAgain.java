package dev.rivyaroutes.brief.again;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.AcceptBrief;
import dev.rivyaroutes.brief.TrialRun;
import dev.rivyaroutes.brief.flow.DeclaredFlows;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.flow.HeldFlows;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.FileBrief;
import dev.rivyaroutes.brief.form.TransientFailures;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.search.PastBrief;
import dev.rivyaroutes.media.MediaStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultExchange;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Runs past briefs through the steps of their flows that run now. It makes no job; the steps
 * themselves take effect.
 */
@Component
class RunAgain {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Set<String> OF_FILES = Set.of("folder", "s3", "sftp");

  private final CamelContext camel;
  private final FindRoute find;
  private final ObjectProvider<DeclaredFlows> declared;
  private final HeldFlows held;
  private final MediaStore store;
  private final AcceptBrief accept;

  RunAgain(
      CamelContext camel,
      ObjectProvider<DeclaredFlows> declared,
      HeldFlows held,
      MediaStore store,
      AcceptBrief accept) {
    this.camel = camel;
    this.accept = accept;
    this.find = new FindRoute(camel);
    this.declared = declared;
    this.held = held;
    this.store = store;
  }

  /** The flow as it runs now; empty if it does not, or is in no file. */
  Optional<FlowTarget> running(String flow) {
    return declared.stream()
        .flatMap(flows -> flows.all().stream())
        .filter(target -> target.name().equals(flow) && target.version() != null)
        .findFirst();
  }

  /**
   * The job that the running flow would make of a brief.
   *
   * @param seen the version that is to run; null for any
   * @throws OrderRefused if it would make none, or another version runs
   */
  NewJob run(PastBrief past, String seen) throws OrderRefused {
    String flow = past.target().flow();
    RebuiltBrief brief =
        RebuildBrief.rebuild(past)
            .orElseThrow(
                () ->
                    OrderRefused.byState(
                        "The brief was too long to be kept, so it cannot be run again. Submit it"
                            + " again."));
    if (!enter(flow)) {
      throw notNow("Flow %s is being changed at this moment.".formatted(flow));
    }
    try {
      FlowTarget target = target(past, seen);
      NewJob job = only(flow, trial(find.find(past).orElse(null), brief, target));
      if (!target.version().equals(job.target().version())) {
        throw notNow("Flow %s was changed at this moment.".formatted(flow));
      }
      return job;
    } finally {
      held.leave(flow);
    }
  }

  private boolean enter(String flow) throws OrderRefused {
    try {
      return held.enter(flow, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notNow("The program is stopping.");
    }
  }

  private FlowTarget target(PastBrief past, String seen) throws OrderRefused {
    String flow = past.target().flow();
    FlowTarget target =
        running(flow)
            .orElseThrow(
                () ->
                    OrderRefused.byState(
                        "No version of flow %s runs. Restore its file or switch it on, or replay the job under the version that accepted it."
                            .formatted(flow)));
    if (target.kind() != past.target().kind()) {
      throw OrderRefused.byState(
          "Flow %s makes jobs of another kind now, so it cannot run this brief.".formatted(flow));
    }
    if (seen != null && !seen.equals(target.version())) {
      throw OrderRefused.byState(
          "Version %s of flow %s runs now, not version %s. Look at the difference again, then send the order."
              .formatted(target.version(), flow, seen));
    }
    return target;
  }

  /**
   * @param route null for a brief that came to the flow itself
   */
  private TrialRun trial(Route route, RebuiltBrief brief, FlowTarget target) throws OrderRefused {
    TrialRun trial = new TrialRun();
    Exchange exchange =
        route == null ? new DefaultExchange(camel) : route.getEndpoint().createExchange();
    trial.join(exchange);
    Exception failure;
    try {
      new HandInAgain(file -> store.open(file.sha256()))
          .handIn(exchange, brief, brief.past().texts().sourceId());
      if (OF_FILES.contains(brief.past().source())) {
        new FileBrief(false).set(exchange);
      }
      if (route == null) {
        accept.accept(exchange, target);
      } else {
        route.getProcessor().process(exchange);
      }
      failure = exchange.getException();
    } catch (BriefRefused e) {
      throw refusedByFlow(e.getMessage());
    } catch (Exception e) {
      failure = e;
    } finally {
      trial.end();
    }
    if (failure == null) {
      return trial;
    }
    String text = "A step of the flow failed: " + PlainWords.of(failure);
    throw TransientFailures.isTransient(failure) ? notNow(text) : refusedByFlow(text);
  }

  private static NewJob only(String flow, TrialRun trial) throws OrderRefused {
    List<NewJob> jobs = trial.jobs(flow);
    if (!trial.refusals().isEmpty()) {
      throw refusedByFlow(trial.refusals().get(0));
    }
    if (jobs.isEmpty()) {
      throw OrderRefused.byState(
          "The flow that runs now makes no job of this brief. Nothing was made; see its steps.");
    }
    if (jobs.size() > 1) {
      throw OrderRefused.byState(
          "The flow that runs now makes %d jobs of this brief, and a replay makes one. Submit the brief again."
              .formatted(jobs.size()));
    }
    return jobs.get(0);
  }

  private static OrderRefused refusedByFlow(String why) {
    return OrderRefused.byState(
        "The flow that runs now refuses this brief, and nothing was made. " + why);
  }

  private static OrderRefused notNow(String text) {
    return new OrderRefused(
        Why.NOT_NOW, text + " Nothing was made. Send the order again in a few seconds.");
  }
}
