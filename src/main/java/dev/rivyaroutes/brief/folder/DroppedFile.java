package dev.rivyaroutes.brief.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.springframework.core.io.InputStreamSource;

/**
 * A file of a watched folder.
 *
 * @param root the watched folder
 * @param path the file's path within it
 */
record DroppedFile(Path root, Path path) implements InputStreamSource {

  /** Opens it through no symbolic link. */
  @Override
  public InputStream getInputStream() throws IOException {
    return OpenWithinFolder.open(root, path);
  }
}
