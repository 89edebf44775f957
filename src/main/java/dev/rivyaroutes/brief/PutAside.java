package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.Acceptance.Outcome;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Moves handled files out of a drop folder, with their sub-folders and names. Nothing is ever
 * overwritten: a name that is taken gets the time into it.
 */
final class PutAside {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final Path done;
  private final Path refused;

  PutAside(Clock clock, Path done, Path refused) {
    this.clock = clock;
    this.done = done;
    this.refused = refused;
  }

  /** Moves a file to where its acceptances say, and reports what was refused. */
  void settle(Path file, String relative, List<Acceptance> all) throws IOException {
    List<Acceptance> bad = all.stream().filter(a -> a.outcome() == Outcome.REFUSED).toList();
    if (bad.isEmpty()) {
      move(file, done, relative);
      return;
    }
    String reasons =
        bad.stream()
            .map(a -> a.problem() + " (job " + a.jobId() + ")\n")
            .collect(Collectors.joining());
    if (bad.size() == all.size()) {
      Path moved = move(file, refused, relative);
      note(refused, refused.relativize(moved) + ".reason.txt", reasons);
    } else {
      move(file, done, relative);
      note(refused, relative + ".refused.txt", reasons);
    }
  }

  /** Moves a file; one that is gone was moved by another replica, which does no harm. */
  private Path move(Path file, Path folder, String relative) throws IOException {
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
  private void note(Path folder, String relative, String text) throws IOException {
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
