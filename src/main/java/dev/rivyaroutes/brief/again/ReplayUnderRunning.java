package dev.rivyaroutes.brief.again;

import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.ReplayAsNewJob;
import dev.rivyaroutes.ledger.orders.ReplayAsNewJob.Replayed;
import dev.rivyaroutes.ledger.search.PastBrief;
import dev.rivyaroutes.ledger.version.FlowVersions;
import dev.rivyaroutes.ledger.version.VersionSink;
import dev.rivyaroutes.media.MediaStore;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Replays the brief of a job that has ended under the version of its flow that runs now, as a new
 * job. The same order again makes no second one, also after a crash.
 */
@Component
public class ReplayUnderRunning {

  private final ReplayAsNewJob ledger;
  private final RunAgain run;
  private final FlowVersions versions;
  private final MediaStore store;

  ReplayUnderRunning(ReplayAsNewJob ledger, RunAgain run, FlowVersions versions, MediaStore store) {
    this.ledger = ledger;
    this.run = run;
    this.versions = versions;
    this.store = store;
  }

  /** The version of a flow that runs now; empty if none does, or the flow is in no file. */
  public Optional<String> runningVersion(String flow) {
    return run.running(flow).map(FlowTarget::version);
  }

  /**
   * Says what a replay would ask for. It makes nothing.
   *
   * @throws OrderRefused if the replay would be refused
   */
  public ReplayDifference plan(String jobId, Order order) throws OrderRefused {
    PastBrief past = ledger.brief(jobId, order, store::keeps);
    NewJob job = run.run(past, null);
    return new ReplayDifference(
        jobId,
        AskedFor.of(
            past.target(),
            past.texts().prompt(),
            past.texts().params(),
            past.references(),
            sinks(past.target().version(), past.target().flow()),
            past.credits().estimated()),
        AskedFor.of(
            job.target(),
            job.prompt(),
            job.params(),
            job.references(),
            sinks(job.target().version(), job.flow()),
            job.estimatedCredits()));
  }

  private List<String> sinks(String version, String flow) {
    return Optional.ofNullable(version)
        .flatMap(versions::sinks)
        .map(
            all ->
                all.stream()
                    .filter(sink -> sink.flow().equals(flow))
                    .map(VersionSink::name)
                    .sorted()
                    .toList())
        .orElse(null);
  }

  /**
   * Carries out the order. The former job stays as it is.
   *
   * @param seen the running version that its author has seen; null for any
   * @throws OrderRefused if nothing was made
   */
  public Replayed replay(String jobId, Order order, String seen) throws OrderRefused {
    try {
      PastBrief past = ledger.brief(jobId, order, store::keeps);
      return ledger.replay(past, run.run(past, seen), order);
    } catch (OrderRefused e) {
      ledger.refused(jobId, order, e);
      throw e;
    }
  }
}
