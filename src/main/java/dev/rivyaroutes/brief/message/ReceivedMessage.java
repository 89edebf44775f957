package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import java.time.Instant;

/**
 * A message as its source received it, or as a person ordered to take it again.
 *
 * @param origin where it comes from
 * @param id the source's own id: the same each time this content arrives, also after a restart
 * @param name the name that people know, such as a subject or a key
 * @param receivedAt when it arrived at the source
 * @param position up to where the source has read once this message is settled; may be null
 * @param handle what the source needs to acknowledge it; may be null
 * @param replay the quarantined message that this is a replay of; null for a new message
 */
public record ReceivedMessage(
    Origin origin,
    String id,
    String name,
    Instant receivedAt,
    MessageBytes bytes,
    String position,
    Object handle,
    QuarantinedMessage replay) {

  /** A new message. */
  public ReceivedMessage(
      Origin origin,
      String id,
      String name,
      Instant receivedAt,
      MessageBytes bytes,
      String position,
      Object handle) {
    this(origin, id, name, receivedAt, bytes, position, handle, null);
  }

  public String contentType() {
    return bytes.contentType();
  }

  public MessageBytes.Raw raw() {
    return bytes.raw();
  }

  /**
   * Whether a person ordered it: the order stands in for rules about who may send, how much, and
   * what.
   */
  public boolean isReplay() {
    return replay != null;
  }

  /**
   * The id under which a refusal of one of its briefs is recorded: each order to take it again has
   * its own.
   *
   * @param id the id of its source
   */
  String refusalId(String id) {
    return isReplay() ? id + " replay " + replay.order().at() : id;
  }

  /** The same without its bytes, because they cannot be read. */
  ReceivedMessage withoutRaw() {
    MessageBytes none = new MessageBytes(contentType(), bytes.encoding(), null);
    return new ReceivedMessage(origin, id, name, receivedAt, none, position, handle, replay);
  }
}
