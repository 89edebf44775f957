package dev.rivyaroutes.ledger.models;

import java.time.Instant;
import java.util.List;

/**
 * The model catalogue of an address of Rivya.
 *
 * @param models the models as JSON; null if they were never read
 * @param revision increases when the models change
 * @param toldAt when they were last read; null before
 * @param changedAt when they last changed; null before
 * @param dueAt when they are read next
 * @param version the fencing version
 * @param cause why the last read failed; null if it succeeded
 * @param paused the models that are no longer available
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
   * A model that is no longer available.
   *
   * @param status gone, or the status at Rivya
   * @param item the model as JSON when it was last available
   */
  public record Paused(String model, String status, String item, Instant since) {}
}
