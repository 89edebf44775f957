package dev.rivyaroutes.reload;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.flows.FlowText;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a flow file.
 *
 * @param newest the file as it was read last
 * @param running the text whose routes run, which an order may have chosen; null if none do
 * @param wrong why the newest text does not run; empty where it does
 * @param since when this began
 */
public record FlowState(FlowText newest, RunningText running, List<Finding> wrong, Instant since) {

  /** The file as messages name it. */
  public String file() {
    return newest.name();
  }

  public String flow() {
    return newest.flow();
  }

  /** The SHA-256 of the file's text. */
  public String sha256() {
    return newest.sha256();
  }

  /** The SHA-256 of the text that runs; null if none does. */
  public String runningSha256() {
    return running == null ? null : running.file().sha256();
  }

  /** The id of the text that runs; null if none does. */
  public String runningVersion() {
    return running == null ? null : running.version();
  }

  public boolean isWrong() {
    return !wrong.isEmpty();
  }

  /** Its errors with file, line and remedy. */
  public List<String> problems() {
    return wrong.stream().map(Finding::line).toList();
  }

  /** In words: running, running a former text, or not running. */
  public String word() {
    if (running == null) {
      return "not running";
    }
    return running.file().equals(newest) ? "running" : "running a former text";
  }
}
