package dev.rivyaroutes.simulator.generation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rivyaroutes.simulator.model.Category;
import java.time.Duration;

/** The duration of a generation by category; with zero it has ended at the first poll. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Timing(
    @JsonProperty("image_ms") Duration image,
    @JsonProperty("video_ms") Duration video,
    @JsonProperty("audio_ms") Duration audio) {

  public static final Timing AT_ONCE = all(Duration.ZERO);

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
