package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.FileStability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;

/** Knows which files of a folder are completely written. */
final class StableFiles {
  private final FileStability<Path> files;

  StableFiles(Clock clock, Duration stability) {
    this.files = new FileStability<>(clock, stability);
  }

  /** Whether it is a regular file, not a link, and stable. Each call records a sighting. */
  boolean isStable(Path file) throws IOException {
    return isStable(file, attributes(file));
  }

  boolean isStable(Path file, BasicFileAttributes now) {
    return now.isRegularFile() && files.isStable(file, now.size(), now.lastModifiedTime());
  }

  void failed(Path file) {
    files.failed(file);
  }

  void again(Path file) {
    files.again(file);
  }

  void forget(Path file) {
    files.forget(file);
  }

  static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
