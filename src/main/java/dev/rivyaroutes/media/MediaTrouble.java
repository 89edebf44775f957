package dev.rivyaroutes.media;

import dev.rivyaroutes.outbound.OwnTrouble;
import java.io.IOException;

/** The media store cannot be read or written now; the message says why and what to do. */
public final class MediaTrouble extends IOException implements OwnTrouble {
  public MediaTrouble(String message, Throwable cause) {
    super(message, cause);
  }
}
