package dev.rivyaroutes.api;

import dev.rivyaroutes.ledger.version.FlowVersions;
import dev.rivyaroutes.reload.FlowState;
import dev.rivyaroutes.reload.FlowStates;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Names the version of its flow that a job runs under, and another one that its flow runs now. */
@Component
class NameVersions {

  private final FlowVersions versions;
  private final FlowStates states;

  NameVersions(FlowVersions versions, FlowStates states) {
    this.versions = versions;
    this.states = states;
  }

  /** Empty for a job whose flow is in no file. */
  Map<String, Object> of(String job) {
    Map<String, Object> named = new LinkedHashMap<>();
    versions
        .ofJob(job)
        .ifPresent(
            version -> {
              named.put("flow_version", version.id());
              FlowState state = states.ofFlow(version.flow());
              String running = state == null ? null : state.runningVersion();
              if (running != null && !version.sha256().equals(state.runningSha256())) {
                named.put("running_version", running);
                named.put(
                    "difference",
                    "/api/flow-files/%s/versions/%s/diff?from=%s"
                        .formatted(version.flow(), running, version.id()));
              }
            });
    return named;
  }
}
