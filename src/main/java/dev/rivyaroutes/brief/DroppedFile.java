package dev.rivyaroutes.brief;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A file of a watched folder.
 *
 * @param root the watched folder
 * @param path the file's path within it
 */
record DroppedFile(Path root, Path path) {

  /** Opens it through no symbolic link. */
  InputStream open() throws IOException {
    return OpenBelow.open(root, path);
  }
}
