package dev.rivyaroutes.reload;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.check.flows.RunningTexts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The states of the flow files of this process; each change is logged and measured. */
@Component
public class FlowStates implements RunningTexts {

  private static final Logger LOG = LoggerFactory.getLogger(FlowStates.class);

  private final Map<String, FlowState> byFile = new ConcurrentSkipListMap<>();
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private volatile Set<String> pending = Set.of();

  public FlowStates(ApplicationEventPublisher events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /** All, by the names of their files. */
  public Map<String, FlowState> all() {
    return new TreeMap<>(byFile);
  }

  /** Null for a file that is not known. */
  FlowState of(String file) {
    return byFile.get(file);
  }

  /** The file of a flow; null if there is none. */
  public FlowState ofFlow(String flow) {
    return byFile.values().stream()
        .filter(state -> state.newest().flow().equals(flow))
        .findFirst()
        .orElse(null);
  }

  /** The version of a flow that runs; null if none does. */
  public String runningVersion(String flow) {
    FlowState state = ofFlow(flow);
    return state == null ? null : state.runningVersion();
  }

  /** The text of a file that runs; null if none does. */
  RunningText running(String file) {
    FlowState state = byFile.get(file);
    return state == null ? null : state.running();
  }

  @Override
  public List<FlowText> texts() {
    return byFile.values().stream()
        .filter(state -> state.running() != null)
        .map(state -> state.running().file())
        .toList();
  }

  /** The texts that run besides this file. */
  List<FlowText> runningBeside(FlowText file) {
    return texts().stream().filter(running -> !running.name().equals(file.name())).toList();
  }

  /** Whether a new text of the file waits for calls and deliveries that are under way. */
  public boolean isPending(String file) {
    return pending.contains(file);
  }

  void recordPending(Set<String> files) {
    pending = Set.copyOf(files);
  }

  /** A text runs: the newest one, or the one that an order chose. */
  void recordRunning(FlowText newest, RunningText running) {
    record(new FlowState(newest, running, List.of(), clock.instant()));
  }

  /** The newest text of a file does not run, but another does; null if none does. */
  void recordWrong(FlowText file, RunningText running, List<Finding> wrong) {
    FlowState before = of(file.name());
    record(new FlowState(file, running, wrong, clock.instant()));
    if (before == null || !wrong.equals(before.wrong())) {
      wrong.forEach(finding -> LOG.error("{}", finding.line()));
      LOG.error(
          running == null
              ? "The flow of {} is not running. All other flows are. The file is loaded once it is corrected."
              : "{} is not loaded. Its last good text runs on.",
          file.name());
    }
  }

  void recordRemoved(String file) {
    byFile.remove(file);
    events.publishEvent(new FlowStateChanged(file));
  }

  private void record(FlowState state) {
    byFile.put(state.newest().name(), state);
    events.publishEvent(new FlowStateChanged(state.newest().name()));
  }
}
