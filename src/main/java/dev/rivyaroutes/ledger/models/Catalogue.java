package dev.rivyaroutes.ledger.models;

import java.time.Instant;
import java.util.List;

/**
 * What Rivya last told of its models at an address.
 *
 * @param models the list of models as JSON; null when Rivya has never told it
 * @param revision changes with the models
 * @param toldAt when Rivya last told them; null before
 * @param changedAt when they last were others than before; null before
 * @param dueAt when Rivya is asked again
 * @param version the fence of the claim
 * @param cause why the last question failed; null when it did not
 * @param paused the models that were available and are no longer
 */
public record Catalogue(
    String baseUrl,
    String models,
    long revision,
    Instant fetchedAt,
    Instant changedAt,
    Instant dueAt,
    long version,
    String cause,
    List<Paused> paused) {

  /**
   * A model that was available and is no longer.
   *
   * @param status gone, or Rivya's own word
   * @param item what Rivya told of it while it was available, as JSON
   */
  public record Paused(String model, String status, String item, Instant since) {}
}
