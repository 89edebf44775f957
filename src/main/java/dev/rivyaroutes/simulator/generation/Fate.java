package dev.rivyaroutes.simulator.generation;

import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.time.Duration;

/**
 * What will become of a generation, settled when it is created: how long it takes, and whether it
 * fails or never ends.
 */
public record Fate(Duration duration, String failure, boolean stuck) {

  static Fate of(Duration duration, Trouble trouble) {
    if (trouble == null) {
      return new Fate(duration, null, false);
    }
    if (trouble.kind() == TroubleKind.STUCK_TASK) {
      return new Fate(duration, null, true);
    }
    return new Fate(duration, trouble.code() == null ? "generation_failed" : trouble.code(), false);
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
