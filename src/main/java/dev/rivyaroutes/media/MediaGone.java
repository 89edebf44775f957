package dev.rivyaroutes.media;

import dev.rivyaroutes.outbound.OwnTrouble;
import java.io.FileNotFoundException;

/** The media store does not hold a blob, and will not by itself. */
public final class MediaGone extends FileNotFoundException implements OwnTrouble {
  public MediaGone(String sha256) {
    super("media store holds no blob " + sha256);
  }
}
