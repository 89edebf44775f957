package dev.rivyaroutes.media.file;

import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.OpenMediaStore;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Opens {@code file:<folder>}; a relative folder is relative to the working directory. */
@Component
class OpenFileMediaStore implements OpenMediaStore {
  private final Clock clock;

  OpenFileMediaStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public MediaStore open(MediaProperties properties) {
    try {
      Path folder =
          MediaFiles.folder(properties.store())
              .orElseThrow(() -> unusable(properties, "it names no folder", null));
      return new FileMediaStore(folder, clock);
    } catch (IOException | InvalidPathException e) {
      throw unusable(properties, "the folder cannot be written (" + e + ")", e);
    }
  }

  private static IllegalStateException unusable(
      MediaProperties properties, String reason, Exception cause) {
    return new IllegalStateException(
        "rivya.media.store is %s, but %s. Set it to a folder that the program may write to, such as file:data/media."
            .formatted(properties.store(), reason),
        cause);
  }
}
