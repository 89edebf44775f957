package dev.rivyaroutes.ledger.models;

import java.time.Instant;
import java.util.List;

/**
 * The model catalogue of an address of Rivya.
 *
 * @param models the models as JSON; null if they were never read
 * @param revision increases when the models change
 * @param changedAt when they last changed; null before
 * @param version the fencing version
 * @param paused the models that are no longer available
 */
public record Catalogue(
    String baseUrl,
    String models,
    long revision,
    Instant changedAt,
    long version,
    Reads reads,
    List<Paused> paused) {

  /**
   * The reads of the models from Rivya.
   *
   * @param fetchedAt the last read that succeeded; null before
   * @param dueAt when they are read next
   * @param cause why the last read failed; null if it succeeded
   */
  public record Reads(Instant fetchedAt, Instant dueAt, String cause) {}

  /**
   * A model that is no longer available.
   *
   * @param status gone, or the status at Rivya
   * @param item the model as JSON when it was last available
   */
  public record Paused(String model, String status, String item, Instant since) {}
}
