package dev.rivyaroutes.brief;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens the files beside a dropped brief: within the drop folder only, and through no link. A file
 * that is still being written is an error, so that the brief is tried again.
 */
final class FolderSiblings implements Siblings {
  private final Path root;
  private final Path folder;
  private final SettledFiles settled;

  FolderSiblings(Path root, Path brief, SettledFiles settled) {
    this.root = root;
    this.folder = brief.getParent();
    this.settled = settled;
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    Path file;
    try {
      file = folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (!file.startsWith(root) || file.equals(root) || passesALink(file)) {
      return Optional.empty();
    }
    try {
      if (!SettledFiles.attributes(file).isRegularFile()) {
        return Optional.empty();
      }
      if (!settled.isSettled(file)) {
        throw new IOException(
            root.relativize(file)
                + " is still being written; the brief that names it is tried again soon");
      }
      return Optional.of(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private boolean passesALink(Path file) {
    for (Path part = file; !part.equals(root); part = part.getParent()) {
      if (Files.isSymbolicLink(part)) {
        return true;
      }
    }
    return false;
  }
}
