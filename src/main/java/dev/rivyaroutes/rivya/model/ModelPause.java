package dev.rivyaroutes.rivya.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A model that is no longer available.
 *
 * @param model its id
 * @param status gone, or Rivya's status, such as coming_soon
 * @param since when that was detected
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

  /** What happened, and the alternatives. */
  public String text() {
    String why = GONE.equals(status) ? "it is gone from the list of models" : "it is " + status;
    String choice =
        candidates.isEmpty()
            ? "No available model of its category takes its inputs."
            : "Available models of its category that take its inputs: %s."
                .formatted(String.join(", ", candidates));
    return "Model %s has not been available at Rivya since %s (%s). %s"
        .formatted(model, since.truncatedTo(ChronoUnit.SECONDS), why, choice);
  }
}
