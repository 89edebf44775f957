package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.FlowsChanged;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.ledger.version.FlowVersion;
import dev.rivyaroutes.ledger.version.FlowVersions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Takes the flow files as they are: a new text is checked first, then swapped in; a wrong one
 * leaves the last good one in force.
 */
@Component
class TakeFlowFiles {

  private static final Logger LOG = LoggerFactory.getLogger(TakeFlowFiles.class);

  /** How long callers of a flow may have to wait while what is under way in it ends. */
  static final Duration DRAIN = Duration.ofSeconds(3);

  /** How many former texts are tried when the newest is wrong at the start. */
  private static final int FORMER = 5;

  private final SwapRoutes swap;
  private final FlowStates states;
  private final FlowVersions versions;
  private final JudgeFlow judge;
  private final RestoreVersion restore;
  private final ApplicationEventPublisher events;
  private final PostponedSwaps postponed;

  TakeFlowFiles(
      SwapRoutes swap,
      FlowStates states,
      FlowVersions versions,
      JudgeFlow judge,
      RestoreVersion restore,
      ApplicationEventPublisher events,
      Clock clock) {
    this.swap = swap;
    this.states = states;
    this.versions = versions;
    this.judge = judge;
    this.restore = restore;
    this.events = events;
    this.postponed = new PostponedSwaps(clock);
  }

  /**
   * Loads a file at the start, when nothing of it runs: the text that an order put in its place, or
   * its own; if that is wrong, the last good one.
   */
  synchronized void load(FlowText file, List<Finding> wrong) {
    FlowVersion newest = versions.newest(file.flow()).orElse(null);
    if (newest != null
        && newest.replaces(file.sha256())
        && restore.restore(file, newest, List.of())) {
      return;
    }
    List<Finding> found = wrong;
    if (found.isEmpty()) {
      replace(file);
      found = states.of(file.name()).wrong();
    }
    if (!found.isEmpty() && !loadLastGood(file, found)) {
      states.recordWrong(file, null, found);
    }
  }

  private boolean loadLastGood(FlowText file, List<Finding> wrong) {
    return versions.newest(file.flow(), FORMER).stream()
        .filter(version -> !version.sha256().equals(file.sha256()))
        .anyMatch(version -> restore.restore(file, version, wrong));
  }

  /** An order to go back to a former text, which holds until the file changes. */
  synchronized boolean obey(FlowVersion order) {
    FlowState state = states.ofFlow(order.flow());
    boolean concerns = state != null && order.replaces(state.newest().sha256());
    if (!concerns
        || state.running() != null && state.running().file().sha256().equals(order.sha256())) {
      return true;
    }
    boolean restored = restore.restore(state.newest(), order, List.of());
    if (restored) {
      events.publishEvent(new FlowsChanged());
    }
    return restored;
  }

  /** Swaps the files that changed, and stops those that are gone. */
  synchronized void apply(List<FlowText> files) {
    Set<String> names = files.stream().map(FlowText::name).collect(Collectors.toSet());
    boolean changed = false;
    try {
      for (String name : states.all().keySet()) {
        changed |= !names.contains(name) && postponed.isDue(name) && remove(name);
      }
      for (FlowText file : files) {
        changed |= isNew(file) && postponed.isDue(file.name()) && take(file);
      }
      if (changed) {
        takeWrong(files);
      }
    } finally {
      if (changed) {
        events.publishEvent(new FlowsChanged());
      }
    }
  }

  /** What was wrong beside a former text of another file may be right now. */
  private void takeWrong(List<FlowText> files) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (FlowText file : files) {
        FlowState state = states.of(file.name());
        changed |= state != null && state.isWrong() && postponed.isDue(file.name()) && take(file);
      }
    }
  }

  private boolean isNew(FlowText file) {
    FlowState state = states.of(file.name());
    return state == null || !state.newest().equals(file);
  }

  /** Returns whether other routes run afterwards. */
  private boolean take(FlowText file) {
    RunningText running = states.running(file.name());
    if (running != null && file.equals(running.file())) {
      states.recordRunning(file, running);
      LOG.info("{} has the text again that runs.", file.name());
      return false;
    }
    List<Finding> wrong = judge.findings(file);
    if (wrong.isEmpty()) {
      return replace(file);
    }
    states.recordWrong(file, running, wrong);
    return false;
  }

  private boolean replace(FlowText file) {
    RunningText former = states.running(file.name());
    // Before the swap: a job names a version that the ledger has.
    RunningText next =
        new RunningText(file, versions.accept(file.flow(), file.text(), file.sha256()));
    try {
      if (!swap.swap(former, next, DRAIN)) {
        postponed.add(file.name());
        return false;
      }
    } catch (Exception | LinkageError e) {
      LOG.debug("Flow file {} could not be loaded", file.name(), e);
      states.recordWrong(file, former, List.of(ExplainLoadFailure.explain(file, e)));
      return false;
    }
    states.recordRunning(file, next);
    if (former != null) {
      LOG.info("{} changed. Its new text runs now, as version {}.", file.name(), next.version());
    }
    return true;
  }

  private boolean remove(String name) {
    RunningText running = states.running(name);
    try {
      if (running != null && !swap.swap(running, null, DRAIN)) {
        postponed.add(name);
        return false;
      }
    } catch (Exception e) {
      LOG.error("The routes of {} could not be removed: {}", name, e.toString());
      return false;
    }
    states.recordRemoved(name);
    LOG.warn(
        "{} was removed, so its flow has stopped. Its jobs that were not sent are parked until the file is back.",
        name);
    return true;
  }
}
