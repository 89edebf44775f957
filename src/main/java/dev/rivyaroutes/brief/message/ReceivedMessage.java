package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * A message as its source received it, or as a person ordered to take it again.
 *
 * @param origin where it comes from
 * @param id the source's own id: the same each time this content arrives, also after a restart
 * @param name the name that people know, such as a subject or a key
 * @param contentType the media type of its bytes, for example {@code message/rfc822}; may be null
 * @param receivedAt when it arrived at the source
 * @param raw opens its exact bytes, any number of times; null if they cannot be read
 * @param position up to where the source has read once this message is settled; may be null
 * @param handle what the source needs to acknowledge it; may be null
 * @param replay the quarantined message that this is a replay of; null for a new message
 */
public record ReceivedMessage(
    Origin origin,
    String id,
    String name,
    String contentType,
    Instant receivedAt,
    Raw raw,
    String position,
    Object handle,
    QuarantinedMessage replay) {

  /** Opens the exact bytes of a message. */
  @FunctionalInterface
  public interface Raw {
    InputStream open() throws IOException;
  }

  /** A new message. */
  public ReceivedMessage(
      Origin origin,
      String id,
      String name,
      String contentType,
      Instant receivedAt,
      Raw raw,
      String position,
      Object handle) {
    this(origin, id, name, contentType, receivedAt, raw, position, handle, null);
  }

  /**
   * Whether a person ordered it: the order stands in for rules about who may send, how much, and
   * what.
   */
  public boolean isReplay() {
    return replay != null;
  }

  /** The same without its bytes, because they cannot be read. */
  ReceivedMessage withoutRaw() {
    return new ReceivedMessage(
        origin, id, name, contentType, receivedAt, null, position, handle, replay);
  }
}
