package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.FlowsChanged;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.ledger.version.FlowVersion;
import dev.rivyaroutes.ledger.version.FlowVersions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Takes the flow files as they are: a new text is checked first, then swapped in; a wrong one
 * leaves the last good one in force.
 */
@Component
class TakeFlowFiles {

  /** How many former texts are tried when the newest is wrong at the start. */
  private static final int FORMER = 5;

  private final TakeText texts;
  private final SwapRoutes swap;
  private final FlowStates states;
  private final FlowVersions versions;
  private final JudgeFlow judge;
  private final RestoreVersion restore;
  private final ApplicationEventPublisher events;

  /** Orders that wait for what is under way in their flows, by flow. */
  private final Map<String, FlowVersion> orders = new HashMap<>();

  TakeFlowFiles(
      TakeText texts,
      SwapRoutes swap,
      FlowStates states,
      FlowVersions versions,
      JudgeFlow judge,
      RestoreVersion restore,
      ApplicationEventPublisher events) {
    this.texts = texts;
    this.swap = swap;
    this.states = states;
    this.versions = versions;
    this.judge = judge;
    this.restore = restore;
    this.events = events;
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
    if (found.isEmpty() && !versions.has(file.flow(), file.sha256())) {
      found = judge.findingsOfModels(file);
    }
    if (found.isEmpty()) {
      texts.replace(file);
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

  /**
   * An order to go back to a former text, which holds until the file changes.
   *
   * @return false if it cannot be obeyed now
   */
  synchronized boolean obey(FlowVersion order) {
    orders.remove(order.flow());
    FlowState state = states.ofFlow(order.flow());
    if (!concerns(state, order)) {
      return true;
    }
    boolean restored = restore.restore(state.newest(), order, List.of());
    if (restored) {
      events.publishEvent(new FlowsChanged());
    } else if (swap.isPending(state.file())) {
      orders.put(order.flow(), order);
      return true;
    }
    return restored;
  }

  private static boolean concerns(FlowState state, FlowVersion order) {
    return state != null
        && order.replaces(state.newest().sha256())
        && !order.sha256().equals(state.runningSha256());
  }

  /** Swaps the files that changed, and stops those that are gone. */
  synchronized void apply(List<FlowText> files) {
    Set<String> names = files.stream().map(FlowText::name).collect(Collectors.toSet());
    Set<String> changing = new HashSet<>();
    boolean changed = false;
    try {
      for (String name : states.all().keySet()) {
        if (!names.contains(name)) {
          changing.add(name);
          changed |= texts.remove(name);
        }
      }
      for (FlowText file : files) {
        if (texts.isDue(file)) {
          changing.add(file.name());
          changed |= texts.take(file);
        }
      }
      if (changed || judge.haveModelsChanged()) {
        changed |= takeWrong(files, changing);
      }
      obeyPending(changing);
    } finally {
      swap.cancelOthers(changing);
      states.recordPending(swap.pending());
      if (changed) {
        events.publishEvent(new FlowsChanged());
      }
    }
  }

  private void obeyPending(Set<String> changing) {
    for (FlowVersion order : List.copyOf(orders.values())) {
      FlowState state = states.ofFlow(order.flow());
      if (state != null && !texts.isPending(state.file())) {
        changing.add(state.file());
        obey(order);
      }
    }
  }

  /** Gives up all swaps that are pending: the program ends. */
  synchronized void cancel() {
    swap.cancelOthers(Set.of());
  }

  /** What was wrong beside a former text of another file may be right now. */
  private boolean takeWrong(List<FlowText> files, Set<String> changing) {
    boolean taken = false;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (FlowText file : files) {
        FlowState state = states.of(file.name());
        if (state != null && state.isWrong() && !texts.isPending(file.name())) {
          changing.add(file.name());
          changed |= texts.take(file);
        }
      }
      taken |= changed;
    }
    return taken;
  }
}
