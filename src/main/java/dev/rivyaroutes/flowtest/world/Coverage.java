package dev.rivyaroutes.flowtest.world;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which steps of the flows the cases have reached. */
public final class Coverage {
  private final Map<Step, Boolean> steps;

  /**
   * A step of a flow.
   *
   * @param file the name of the flow's file
   */
  public record Step(String file, int line, String name) {}

  Coverage(Map<Step, Boolean> steps) {
    this.steps = steps;
  }

  /** The steps that no case has reached, in the order of their lines. */
  public List<Step> unreached() {
    return steps.entrySet().stream()
        .filter(step -> !step.getValue())
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(Step::file).thenComparing(Step::line))
        .toList();
  }
}
