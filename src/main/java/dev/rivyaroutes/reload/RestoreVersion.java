package dev.rivyaroutes.reload;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.ledger.version.FlowVersion;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has a text of the ledger run in place of the one that its file has. */
@Component
class RestoreVersion {

  private static final Logger LOG = LoggerFactory.getLogger(RestoreVersion.class);

  private final SwapRoutes swap;
  private final JudgeFlow judge;
  private final FlowStates states;

  RestoreVersion(SwapRoutes swap, JudgeFlow judge, FlowStates states) {
    this.swap = swap;
    this.judge = judge;
    this.states = states;
  }

  /**
   * @param wrong why the text of the file does not run; empty where it could
   * @return false if the former text cannot run, or its swap is pending: nothing has changed
   */
  boolean restore(FlowText file, FlowVersion version, List<Finding> wrong) {
    FlowText text = new FlowText(file.name(), version.text(), null);
    RunningText next = new RunningText(text, version.id());
    try {
      if (!judge.findingsBeside(text).isEmpty() || !swap.swap(states.running(file.name()), next)) {
        return false;
      }
    } catch (Exception | LinkageError e) {
      LOG.warn("Version {} of {} cannot run: {}", version.id(), file.name(), e.toString());
      return false;
    }
    if (wrong.isEmpty()) {
      states.recordRunning(file, next);
    } else {
      states.recordWrong(file, next, wrong);
    }
    LOG.warn(
        "{}: version {}, accepted at {}, runs in place of the file until that changes.",
        file.name(),
        version.id(),
        version.acceptedAt());
    return true;
  }
}
