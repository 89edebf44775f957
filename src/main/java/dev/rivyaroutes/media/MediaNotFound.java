package dev.rivyaroutes.media;

import dev.rivyaroutes.outbound.LocalFailure;
import java.io.FileNotFoundException;

/** The media store does not hold a blob, and will not by itself. */
public final class MediaNotFound extends FileNotFoundException implements LocalFailure {
  public MediaNotFound(String sha256) {
    super("media store holds no blob " + sha256);
  }
}
