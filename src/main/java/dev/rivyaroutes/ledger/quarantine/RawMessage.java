package dev.rivyaroutes.ledger.quarantine;

/**
 * The exact bytes of a message, in the media store.
 *
 * @param contentType their media type; may be null
 * @param encoding their {@code Content-Encoding}; null for none
 */
public record RawMessage(String sha256, long size, String contentType, String encoding) {

  /** Bytes without an encoding. */
  public RawMessage(String sha256, long size, String contentType) {
    this(sha256, size, contentType, null);
  }
}
