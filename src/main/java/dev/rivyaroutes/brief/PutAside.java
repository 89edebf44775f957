package dev.rivyaroutes.brief;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Moves handled files out of a drop folder, with their sub-folders and names. Nothing is ever
 * overwritten: a name that is taken gets the time into it.
 */
final class PutAside {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Clock clock;

  PutAside(Clock clock) {
    this.clock = clock;
  }

  /** Moves a file; one that is gone was moved by another replica, which does no harm. */
  Path move(Path file, Path folder, String relative) throws IOException {
    Path wanted = folder.resolve(relative);
    Files.createDirectories(wanted.getParent());
    for (int n = 0; ; n++) {
      Path target = name(wanted, n);
      try {
        return Files.move(file, target);
      } catch (FileAlreadyExistsException e) {
        continue; // Under another name then.
      } catch (NoSuchFileException e) {
        if (Files.exists(file)) {
          throw e;
        }
        return target;
      }
    }
  }

  /** Writes a text for people beside a file that was put aside. */
  void note(Path folder, String relative, String text) throws IOException {
    Path wanted = folder.resolve(relative);
    Files.createDirectories(wanted.getParent());
    for (int n = 0; ; n++) {
      try {
        Files.writeString(name(wanted, n), text, StandardOpenOption.CREATE_NEW);
        return;
      } catch (FileAlreadyExistsException e) {
        continue; // Under another name then.
      }
    }
  }

  private Path name(Path wanted, int n) {
    if (n == 0) {
      return wanted;
    }
    String name = wanted.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    String time = "." + TIME.format(clock.instant()) + (n == 1 ? "" : "-" + n);
    return wanted.resolveSibling(name.substring(0, end) + time + name.substring(end));
  }
}
