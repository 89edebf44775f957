package dev.rivyaroutes.console;

import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.flow.RunningFlows;
import dev.rivyaroutes.brief.flow.SwitchedFlows;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.search.CountJobs;
import dev.rivyaroutes.ledger.search.FindOldestJobs;
import dev.rivyaroutes.ledger.version.FlowSwitch;
import dev.rivyaroutes.reload.DrawFlows;
import dev.rivyaroutes.reload.FlowDiagram;
import dev.rivyaroutes.reload.FlowState;
import dev.rivyaroutes.reload.FlowStates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The flows as cards: where a brief comes from and goes, how many came, and the oldest that waits.
 */
@Component
class DescribeFlows {

  private final Visible visible;
  private final RunningFlows running;
  private final SwitchedFlows switched;
  private final FlowStates states;
  private final DrawFlows draw;
  private final Sinks sinks;
  private final CountJobs counts;
  private final FindOldestJobs oldest;

  DescribeFlows(
      Visible visible,
      RunningFlows running,
      SwitchedFlows switched,
      FlowStates states,
      DrawFlows draw,
      Sinks sinks,
      CountJobs counts,
      FindOldestJobs oldest) {
    this.visible = visible;
    this.switched = switched;
    this.states = states;
    this.draw = draw;
    this.oldest = oldest;
    this.running = running;
    this.sinks = sinks;
    this.counts = counts;
  }

  /**
   * A flow.
   *
   * @param off the order that has switched it off; null if none has
   * @param sources the kinds of its sources
   * @param counts the number of its jobs by status as users see it
   * @param oldest when its oldest job without an outcome arrived; null if there is none
   */
  record Flow(
      FlowTarget target,
      boolean on,
      FlowSwitch off,
      List<String> sources,
      List<String> sinks,
      Map<String, Long> counts,
      Instant oldest) {
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
                    switched.off(flow.name()).orElse(null),
                    sources(flow.name()),
                    sinks.names(flow.name()),
                    byFlow.getOrDefault(flow.name(), Map.of()),
                    oldest.arrival(flow.name()).orElse(null)))
        .toList();
  }

  private List<String> sources(String flow) {
    FlowState state = states.ofFlow(flow);
    return state == null
        ? List.of()
        : draw.draw(state).entries().stream().map(FlowDiagram.Lane::kind).distinct().toList();
  }
}
