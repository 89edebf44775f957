package dev.rivyaroutes.ledger.source;

import java.time.Instant;

/**
 * A source as its row shows it.
 *
 * @param position up to where it has read, in its own terms; null before
 * @param reportedAt when the row was last written
 * @param owner the process that polls it; null if none does, or every replica may
 */
public record Source(
    SourceRoute route,
    SourcePolls polls,
    Backlog backlog,
    String position,
    Instant reportedAt,
    String owner) {

  public Instant polledAt() {
    return polls.polledAt();
  }

  public Instant failedSince() {
    return polls.failedSince();
  }

  public int failures() {
    return polls.failures();
  }

  public String cause() {
    return polls.cause();
  }
}
