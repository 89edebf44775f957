package dev.rivyaroutes.simulator.chat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.EnumNamingStrategies.LowerCaseStrategy;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.time.Duration;

/**
 * How chat answers stream. The Rivya documentation does not specify the events, so there are
 * several shapes.
 *
 * @param shape how events look
 * @param pause between two events
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChatStyle(Shape shape, @JsonProperty("pause_ms") Duration pause) {

  /** Deltas, without pauses. */
  public static final ChatStyle DEFAULT = new ChatStyle(Shape.DELTAS, Duration.ZERO);

  /** How events look. */
  @EnumNaming(LowerCaseStrategy.class)
  public enum Shape {
    /** Events without a name: {@code choices[0].delta.content}, the whole, then {@code [DONE]}. */
    DELTAS,
    /** Events with names and a {@code delta} each, comments between them, then the whole. */
    NAMED,
    /** Lines that end with CR LF, a {@code text} each, data over several lines, unknown events. */
    PLAIN
  }
}
