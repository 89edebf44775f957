package dev.rivyaroutes.reload;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.flows.FlowText;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a flow file.
 *
 * @param newest the file as it was read last
 * @param running the text whose routes run; null if none do
 * @param wrong why the newest text does not run; empty where it does
 * @param since when this began
 */
public record FlowState(FlowText newest, FlowText running, List<Finding> wrong, Instant since) {

  static FlowState running(FlowText file, Instant since) {
    return new FlowState(file, file, List.of(), since);
  }

  public boolean isWrong() {
    return !wrong.isEmpty();
  }

  /** Its errors with file, line and remedy. */
  public List<String> problems() {
    return wrong.stream().map(Finding::line).toList();
  }
}
