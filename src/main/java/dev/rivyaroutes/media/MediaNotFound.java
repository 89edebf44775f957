package dev.rivyaroutes.media;

import dev.rivyaroutes.outbound.LocalFailure;
import java.io.FileNotFoundException;

/** The media store has no such blob; a retry does not help. */
public final class MediaNotFound extends FileNotFoundException implements LocalFailure {
  public MediaNotFound(String sha256) {
    super("media store has no blob " + sha256);
  }
}
