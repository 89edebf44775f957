package dev.rivyaroutes.brief.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * The exact bytes of a message.
 *
 * @param contentType their media type, for example {@code message/rfc822}; may be null
 * @param encoding their {@code Content-Encoding}; null for none
 * @param raw opens them, any number of times; null if they cannot be read
 */
public record MessageBytes(String contentType, String encoding, Raw raw) {

  /** Bytes without an encoding. */
  public MessageBytes(String contentType, Raw raw) {
    this(contentType, null, raw);
  }

  /** Opens the exact bytes of a message. */
  @FunctionalInterface
  public interface Raw {
    InputStream open() throws IOException;
  }
}
