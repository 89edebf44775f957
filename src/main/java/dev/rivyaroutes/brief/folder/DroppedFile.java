package dev.rivyaroutes.brief.folder;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.InputStreamSource;

/**
 * A file of a watched folder as it was at one moment. Its id is its path, size and time, so that a
 * crash before it is moved makes a duplicate and not a second job.
 *
 * @param root the watched folder
 * @param file the whole path
 */
record DroppedFile(Path root, Path file, long size, FileTime modified)
    implements InputStreamSource {

  static DroppedFile of(Path root, Path file) throws IOException {
    return of(root, file, StableFiles.attributes(file));
  }

  static DroppedFile of(Path root, Path file, BasicFileAttributes now) {
    return new DroppedFile(root, file, now.size(), now.lastModifiedTime());
  }

  /** The path within the watched folder, with slashes. */
  String relative() {
    return relative(root, file);
  }

  static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace(File.separatorChar, '/');
  }

  /** The path within the watched folder of the file with this id, of any length. */
  static String relativeOf(String id) {
    return id.substring(0, id.lastIndexOf('|', id.lastIndexOf('|') - 1));
  }

  String id() {
    return relative() + "|" + size + "|" + modified.to(TimeUnit.NANOSECONDS);
  }

  /** What {@link dev.rivyaroutes.brief.PendingBriefs} knows its wait by. */
  String waitId() {
    return file + "|" + size + "|" + modified.toMillis();
  }

  /** Opens it without following a symbolic link. */
  @Override
  public InputStream getInputStream() throws IOException {
    return OpenWithinFolder.open(root, root.relativize(file));
  }
}
