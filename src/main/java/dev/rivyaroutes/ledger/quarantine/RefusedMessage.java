package dev.rivyaroutes.ledger.quarantine;

import java.time.Instant;

/**
 * A message that is to be quarantined.
 *
 * @param flows the flows that its route feeds, for people; null if unknown
 * @param name the name that people know
 * @param raw its bytes, which the media store has already; null if they could not be read
 * @param receivedAt when it arrived at the source
 * @param setAside where its source sets it aside, such as the path of a file; null if it does not
 */
public record RefusedMessage(
    MessageKey key,
    String flows,
    String name,
    Refusal refusal,
    RawMessage raw,
    Instant receivedAt,
    String setAside) {

  /** A message that its source sets aside nowhere. */
  public RefusedMessage(
      MessageKey key,
      String flows,
      String name,
      Refusal refusal,
      RawMessage raw,
      Instant receivedAt) {
    this(key, flows, name, refusal, raw, receivedAt, null);
  }
}
