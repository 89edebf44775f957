package dev.rivyaroutes.media;

import dev.rivyaroutes.outbound.LocalFailure;
import java.io.IOException;

/** The media store cannot be read or written now; the message names reason and remedy. */
public final class MediaStoreFailed extends IOException implements LocalFailure {
  public MediaStoreFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
