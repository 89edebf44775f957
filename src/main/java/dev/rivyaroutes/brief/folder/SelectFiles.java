package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.brief.poll.NotTaken;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.file.GenericFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Selects the files of a watched folder that are to be read now, and logs why others are not. */
final class SelectFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SelectFiles.class);

  /** What Java substitutes for an undecodable byte. */
  private static final char UNDECODABLE = '\uFFFD';

  private final FolderDropSettings settings;
  private final StableFiles stable;
  private final PendingBriefs pending;
  private final LogOnce problems;
  private final NotTaken notTaken = new NotTaken();
  private final Set<Path> documentsBeingWritten = ConcurrentHashMap.newKeySet();
  private final Path root;

  SelectFiles(
      FolderDropSettings settings, StableFiles stable, PendingBriefs pending, LogOnce problems) {
    this.settings = settings;
    this.stable = stable;
    this.pending = pending;
    this.problems = problems;
    this.root = settings.root();
  }

  boolean accept(GenericFile<File> candidate) {
    try {
      Path file = path(candidate);
      if (!settings.isOurs(root, file)) {
        return false;
      }
      BasicFileAttributes found = StableFiles.attributes(file);
      return candidate.isDirectory() ? enters(file, found) : isReady(file, found);
    } catch (IOException | InvalidPathException e) {
      LOG.debug("{} cannot be accessed and is skipped", candidate, e);
      warnOfName(candidate.getAbsoluteFilePath());
      return false;
    }
  }

  /** A file whose name cannot be decoded would otherwise stay in its folder without a cause. */
  private void warnOfName(String file) {
    if (file.indexOf(UNDECODABLE) >= 0) {
      problems.warn(
          file,
          "%s cannot be opened: its name is not valid %s. Rename it, or start the program with LANG=C.UTF-8."
              .formatted(file, System.getProperty("sun.jnu.encoding", "UTF-8")));
    }
  }

  private boolean enters(Path folder, BasicFileAttributes found) {
    if (!settings.patterns().enters(relative(folder)) || isLink(folder, found)) {
      return false;
    }
    return isReadable(folder);
  }

  /** Why the watched folder itself cannot be read, and what to do; empty if it can. */
  Optional<String> problemOfRoot() {
    if (!Files.isDirectory(root)) {
      return Optional.of(
          "The folder %s does not exist, so no briefs are read from it. Create it, or mount its disk."
              .formatted(root));
    }
    return mayRead(root)
        ? Optional.empty()
        : Optional.of(
            "The folder %s cannot be read: the user %s may not read it. Give that user read and execute permission on it."
                .formatted(root, System.getProperty("user.name")));
  }

  /** What was found and not taken. */
  NotTaken notTaken() {
    return notTaken;
  }

  private static boolean mayRead(Path folder) {
    return Files.isReadable(folder) && Files.isExecutable(folder);
  }

  private boolean isReadable(Path folder) {
    boolean readable = mayRead(folder);
    if (readable) {
      problems.solved(folder, "The folder " + folder + " can be read again.");
    } else {
      problems.warn(
          folder,
          "The folder %s cannot be read: the user %s may not read it. Give that user read and execute permission on it. Other folders are processed."
              .formatted(folder, System.getProperty("user.name")));
    }
    return readable;
  }

  private boolean isReady(Path file, BasicFileAttributes found) throws IOException {
    if (!settings.patterns().accepts(relative(file))
        || isLink(file, found)
        || isSpecial(file, found)) {
      return false;
    }
    notTaken.found(file, found.lastModifiedTime().toInstant());
    boolean ready = stable.isStable(file, found);
    if (!ready && found.size() == 0) {
      problems.info(
          file,
          "%s is empty. It is refused unless content is written to it within a minute."
              .formatted(file));
    }
    if (BriefFormat.ofExtension(relative(file)).isDocument()) {
      if (ready) {
        documentsBeingWritten.remove(file);
      } else {
        documentsBeingWritten.add(file);
      }
    }
    return ready && !pending.isDeferred(DroppedFile.of(root, file, found).waitId());
  }

  private boolean isLink(Path path, BasicFileAttributes found) {
    if (found.isSymbolicLink()) {
      problems.info(
          path, "%s is a symbolic link and is not followed. Drop the file itself.".formatted(path));
    }
    return found.isSymbolicLink();
  }

  /** Opening a pipe would block until another program writes into it. */
  private boolean isSpecial(Path path, BasicFileAttributes found) {
    if (found.isOther()) {
      problems.info(
          path, "%s is a pipe, a socket or a device and is not read. Drop a file.".formatted(path));
    }
    return found.isOther();
  }

  /** Whether a document that may name this media file is being written, beside it or above. */
  boolean mayBeNamedSoon(Path file) {
    documentsBeingWritten.removeIf(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    return BriefFormat.ofExtension(relative(file)) == BriefFormat.MEDIA
        && documentsBeingWritten.stream()
            .anyMatch(document -> file.startsWith(document.getParent()));
  }

  private String relative(Path file) {
    return DroppedFile.relative(root, file);
  }

  static Path path(GenericFile<File> file) {
    return file.getFile().toPath().toAbsolutePath().normalize();
  }
}
