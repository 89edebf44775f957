package dev.rivyaroutes.reload;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.ledger.version.FlowVersions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes the text of one flow file: it is checked first, kept in the ledger, then swapped in. */
@Component
class TakeText {

  private static final Logger LOG = LoggerFactory.getLogger(TakeText.class);

  private final SwapRoutes swap;
  private final FlowStates states;
  private final FlowVersions versions;
  private final JudgeFlow judge;

  /** Texts that are right, while what is under way in their flows ends, by file. */
  private final Map<String, RunningText> next = new HashMap<>();

  TakeText(SwapRoutes swap, FlowStates states, FlowVersions versions, JudgeFlow judge) {
    this.swap = swap;
    this.states = states;
    this.versions = versions;
    this.judge = judge;
  }

  /** Whether the text is new, or its swap is pending. */
  boolean isDue(FlowText file) {
    return isNew(file) || isPending(file.name());
  }

  /** Whether a text of the file waits for what is under way. */
  boolean isPending(String file) {
    return next.containsKey(file);
  }

  private boolean isNew(FlowText file) {
    FlowState state = states.of(file.name());
    return state == null || !state.newest().equals(file);
  }

  /** Returns whether other routes run afterwards. */
  boolean take(FlowText file) {
    RunningText running = states.running(file.name());
    RunningText judged = next.get(file.name());
    if (judged != null && file.equals(judged.file())) {
      return replace(file);
    }
    next.remove(file.name());
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

  boolean replace(FlowText file) {
    RunningText former = states.running(file.name());
    // Before the swap: a job names a version that the ledger has.
    RunningText text = next.computeIfAbsent(file.name(), name -> accept(file));
    try {
      if (!swap.swap(former, text)) {
        return false;
      }
    } catch (Exception | LinkageError e) {
      LOG.debug("Flow file {} could not be loaded", file.name(), e);
      next.remove(file.name());
      states.recordWrong(file, former, List.of(ExplainLoadFailure.explain(file, e)));
      return false;
    }
    next.remove(file.name());
    states.recordRunning(file, text);
    if (former != null) {
      LOG.info("{} changed. Its new text runs now, as version {}.", file.name(), text.version());
    }
    return true;
  }

  private RunningText accept(FlowText file) {
    return new RunningText(file, versions.accept(file.flow(), file.text(), file.sha256()));
  }

  boolean remove(String name) {
    RunningText running = states.running(name);
    next.remove(name);
    try {
      if (running != null && !swap.swap(running, null)) {
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
