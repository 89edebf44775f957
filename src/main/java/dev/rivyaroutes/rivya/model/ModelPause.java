package dev.rivyaroutes.rivya.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A model that was available and is no longer.
 *
 * @param model its id
 * @param status gone, or Rivya's own word, such as coming_soon
 * @param since when that was seen
 * @param candidates the available models of the same category that take the same inputs, those of
 *     the nearest price first
 */
public record ModelPause(String model, String status, Instant since, List<String> candidates) {

  static final String GONE = "gone";

  private static final int MOST = 5;

  static ModelPause of(Model last, String status, Instant since, Map<String, Model> models) {
    return new ModelPause(
        last.id(),
        status,
        since,
        models.values().stream()
            .filter(Model::isAvailable)
            .filter(other -> other.replaces(last))
            .sorted(Comparator.comparing(other -> last.priceTo(other)))
            .limit(MOST)
            .map(Model::id)
            .toList());
  }

  /** What happened, and what people may do about it. */
  public String text() {
    return "Model "
        + model
        + " is not available at Rivya since "
        + since.truncatedTo(ChronoUnit.SECONDS)
        + " ("
        + (GONE.equals(status) ? "it is gone from the list of models" : "it is " + status)
        + "). "
        + (candidates.isEmpty()
            ? "No available model is of its category and takes its inputs."
            : "Available models of its category that take its inputs: "
                + String.join(", ", candidates)
                + ".");
  }
}
