package dev.rivyaroutes.simulator.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds what a name chooses among the shapes that the simulator knows. */
public final class Choice {

  private Choice() {}

  /**
   * @throws IllegalArgumentException naming the shapes that there are
   */
  public static <E extends Enum<E>> E ofShapes(Class<E> shapes, String name) {
    return Arrays.stream(shapes.getEnumConstants())
        .filter(shape -> shape.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Arrays.stream(shapes.getEnumConstants())
                        .map(shape -> shape.name().toLowerCase(Locale.ROOT))
                        .collect(
                            Collectors.joining(
                                ", ", "shape is '" + name + "'; it must be one of ", ""))));
  }
}
