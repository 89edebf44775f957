package dev.rivyaroutes.brief.message;

import java.io.IOException;

/**
 * This one message could not be read, while the source is available. It is read again at the next
 * polls; after the third failure it is quarantined without its bytes, so that it does not block
 * others.
 */
public final class MessageUnreadable extends IOException {
  public MessageUnreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
