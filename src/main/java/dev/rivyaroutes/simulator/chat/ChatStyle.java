package dev.rivyaroutes.simulator.chat;

import dev.rivyaroutes.simulator.server.Choice;
import java.time.Duration;

/**
 * How chat answers stream. Rivya's pages do not tell the shape of the events, so there are several.
 *
 * @param shape how events look
 * @param pause between two events
 */
public record ChatStyle(Shape shape, Duration pause) {

  /** Deltas as they are common elsewhere, all at once. */
  public static final ChatStyle DEFAULT = new ChatStyle(Shape.DELTAS, Duration.ZERO);

  /** How events look. */
  public enum Shape {
    /** Events without a name: {@code choices[0].delta.content}, the whole, then {@code [DONE]}. */
    DELTAS,
    /** Events with names and a {@code delta} each, comments between them, then the whole. */
    NAMED,
    /** Lines that end with CR LF, a {@code text} each, data over several lines, unknown events. */
    PLAIN;

    public static Shape of(String name) {
      return Choice.ofShapes(Shape.class, name);
    }
  }
}
