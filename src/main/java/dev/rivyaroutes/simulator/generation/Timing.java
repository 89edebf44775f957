package dev.rivyaroutes.simulator.generation;

import dev.rivyaroutes.simulator.model.Category;
import java.time.Duration;

/**
 * How long a generation takes from its creation to its end, by category; zero ends it at the first
 * look.
 */
public record Timing(Duration image, Duration video, Duration audio) {

  public static final Timing AT_ONCE = all(Duration.ZERO);

  /** The same time for every category. */
  public static Timing all(Duration duration) {
    return new Timing(duration, duration, duration);
  }

  Duration of(Category category) {
    return switch (category) {
      case IMAGE -> image;
      case VIDEO -> video;
      case AUDIO -> audio;
    };
  }
}
