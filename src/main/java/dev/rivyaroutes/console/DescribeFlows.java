package dev.rivyaroutes.console;

import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.flow.RunningFlows;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.search.CountJobs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The flows as cards: where a brief goes, and how many came. */
@Component
class DescribeFlows {

  private final Visible visible;
  private final RunningFlows running;
  private final Sinks sinks;
  private final CountJobs counts;

  DescribeFlows(Visible visible, RunningFlows running, Sinks sinks, CountJobs counts) {
    this.visible = visible;
    this.running = running;
    this.sinks = sinks;
    this.counts = counts;
  }

  /**
   * A flow.
   *
   * @param counts the number of its jobs by status as users see it
   */
  record Flow(FlowTarget target, boolean on, List<String> sinks, Map<String, Long> counts) {
    public long count(String status) {
      return counts.getOrDefault(status, 0L);
    }
  }

  /** The flows that the caller sees, with the jobs that arrived since then. */
  List<Flow> since(Instant since, Visibility sees) {
    Map<String, Map<String, Long>> byFlow = counts.byFlowSince(since, sees);
    return visible.flows(sees).stream()
        .map(
            flow ->
                new Flow(
                    flow,
                    running.isOn(flow.name()),
                    sinks.names(flow.name()),
                    byFlow.getOrDefault(flow.name(), Map.of())))
        .toList();
  }
}
