package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.SwitchedFlows;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Measures whether the newest text of each flow file runs, and whether an order stops it. */
@Component
final class MeasureFlows {

  private final FlowStates states;
  private final CompareReplicas replicas;
  private final SwitchedFlows switched;
  private final MultiGauge successful;
  private final MultiGauge differ;
  private final MultiGauge off;

  MeasureFlows(
      FlowStates states,
      CompareReplicas replicas,
      SwitchedFlows switched,
      ObjectProvider<MeterRegistry> registry) {
    this.states = states;
    this.replicas = replicas;
    this.switched = switched;
    MeterRegistry meters = registry.getIfAvailable();
    this.successful =
        gauge(
            meters,
            "rivya.flow.reload.successful",
            "1 while the newest text of the flow file runs, else 0");
    this.differ =
        gauge(
            meters,
            "rivya.flow.replicas.differ",
            "1 while another replica has another text of the flow file, else 0");
    this.off =
        gauge(meters, "rivya.flow.switched.off", "1 while an order has switched the flow off");
  }

  private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
    return meters == null
        ? null
        : MultiGauge.builder(name).description(description).register(meters);
  }

  @EventListener(FlowStateChanged.class)
  void measure() {
    if (successful != null) {
      register(successful, state -> !state.isWrong());
      register(differ, state -> replicas.differing().containsKey(state.flow()));
      register(off, state -> switched.isOff(state.flow()));
    }
  }

  private void register(MultiGauge gauge, Predicate<FlowState> isOne) {
    gauge.register(
        states.all().values().stream()
            .<Row<?>>map(state -> Row.of(Tags.of("flow", state.flow()), isOne.test(state) ? 1 : 0))
            .toList(),
        true);
  }
}
