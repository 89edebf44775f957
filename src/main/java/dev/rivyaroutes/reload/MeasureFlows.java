package dev.rivyaroutes.reload;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Measures whether the newest text of each flow file runs. */
@Component
final class MeasureFlows {

  private final FlowStates states;
  private final CompareReplicas replicas;
  private final MultiGauge successful;
  private final MultiGauge differ;

  MeasureFlows(
      FlowStates states, CompareReplicas replicas, ObjectProvider<MeterRegistry> registry) {
    this.states = states;
    this.replicas = replicas;
    MeterRegistry meters = registry.getIfAvailable();
    this.successful =
        meters == null
            ? null
            : MultiGauge.builder("rivya.flow.reload.successful")
                .description("1 while the newest text of the flow file runs, else 0")
                .register(meters);
    this.differ =
        meters == null
            ? null
            : MultiGauge.builder("rivya.flow.replicas.differ")
                .description("1 while another replica has another text of the flow file, else 0")
                .register(meters);
  }

  @EventListener(FlowStateChanged.class)
  void measure() {
    if (successful != null) {
      differ.register(
          states.all().values().stream()
              .<Row<?>>map(
                  state ->
                      Row.of(
                          Tags.of("flow", state.flow()),
                          replicas.differing().containsKey(state.flow()) ? 1 : 0))
              .toList(),
          true);
      successful.register(
          states.all().values().stream()
              .<Row<?>>map(
                  state -> Row.of(Tags.of("flow", state.newest().flow()), state.isWrong() ? 0 : 1))
              .toList(),
          true);
    }
  }
}
