package dev.rivyaroutes.simulator.generation;

import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.time.Duration;

/**
 * The outcome of a generation, decided when it is created: its duration, and whether it fails or
 * never ends.
 */
public record Outcome(Duration duration, String failure, boolean stuck) {

  static Outcome of(Duration duration, Trouble trouble) {
    if (trouble == null) {
      return new Outcome(duration, null, false);
    }
    if (trouble.kind() == TroubleKind.STUCK_TASK) {
      return new Outcome(duration, null, true);
    }
    return new Outcome(
        duration, trouble.code() == null ? "generation_failed" : trouble.code(), false);
  }

  boolean failed() {
    return failure != null;
  }

  String message() {
    return failure.equals("generation_failed")
        ? "The generation failed."
        : "The generation failed: " + failure.replace('_', ' ') + ".";
  }
}
