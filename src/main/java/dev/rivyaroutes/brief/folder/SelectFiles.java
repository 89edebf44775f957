package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.IgnoredFiles;
import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.form.BriefFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.file.GenericFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which files of a watched folder are to be read now, and says why others are not. */
final class SelectFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SelectFiles.class);

  private final FolderDropSettings settings;
  private final StableFiles settled;
  private final PendingBriefs waiting;
  private final LogOnce troubles;
  private final UndecodableNames names = new UndecodableNames();
  private final Set<Path> documentsBeingWritten = ConcurrentHashMap.newKeySet();
  private final Path root;

  SelectFiles(
      FolderDropSettings settings, StableFiles settled, PendingBriefs waiting, LogOnce troubles) {
    this.settings = settings;
    this.settled = settled;
    this.waiting = waiting;
    this.troubles = troubles;
    this.root = settings.root();
  }

  boolean accept(GenericFile<File> candidate) {
    try {
      Path file = path(candidate);
      if (!isOurs(file)) {
        return false;
      }
      BasicFileAttributes found = StableFiles.attributes(file);
      return candidate.isDirectory() ? enters(file, found) : isReady(file, found);
    } catch (IOException | InvalidPathException e) {
      LOG.debug("{} cannot be looked at and is passed over", candidate, e);
      names.tell(candidate.getAbsoluteFilePath());
      return false;
    }
  }

  private boolean isOurs(Path file) {
    return file.startsWith(root)
        && !file.startsWith(settings.done())
        && !file.startsWith(settings.refused())
        && !IgnoredFiles.contains(relative(file));
  }

  private boolean enters(Path folder, BasicFileAttributes found) {
    if (!settings.enters(relative(folder)) || isLink(folder, found)) {
      return false;
    }
    return isReadable(folder);
  }

  /** Says when the watched folder itself is gone or cannot be read, as no file could tell. */
  void checkRoot() {
    if (Files.isDirectory(root)) {
      isReadable(root);
    } else {
      troubles.warn(
          root,
          "The folder %s is not there, so no briefs come from it. Make it, or mount its disk again."
              .formatted(root));
    }
  }

  private boolean isReadable(Path folder) {
    boolean readable = Files.isReadable(folder) && Files.isExecutable(folder);
    if (readable) {
      troubles.over(folder, "The folder " + folder + " can be read again.");
    } else {
      troubles.warn(
          folder,
          "Nothing in the folder %s is taken: the user %s may not read it. Give that user read and execute permission on it. Other folders go on."
              .formatted(folder, System.getProperty("user.name")));
    }
    return readable;
  }

  private boolean isReady(Path file, BasicFileAttributes found) throws IOException {
    if (!settings.wants(relative(file)) || isLink(file, found) || isSpecial(file, found)) {
      return false;
    }
    boolean ready = settled.isSettled(file);
    if (!ready && found.size() == 0) {
      troubles.info(
          file,
          "%s is empty. It is refused unless something is written to it within a minute."
              .formatted(file));
    }
    if (BriefFormat.ofEnding(relative(file)).isDocument()) {
      if (ready) {
        documentsBeingWritten.remove(file);
      } else {
        documentsBeingWritten.add(file);
      }
    }
    return ready && !waiting.rests(waitId(file));
  }

  private boolean isLink(Path path, BasicFileAttributes found) {
    if (found.isSymbolicLink()) {
      troubles.info(
          path, "%s is a symbolic link and is not followed. Drop the file itself.".formatted(path));
    }
    return found.isSymbolicLink();
  }

  /** To open a pipe would wait for whoever writes into it. */
  private boolean isSpecial(Path path, BasicFileAttributes found) {
    if (found.isOther()) {
      troubles.info(
          path, "%s is a pipe, a socket or a device and is not read. Drop a file.".formatted(path));
    }
    return found.isOther();
  }

  /** Whether a document that may name this media file is being written, beside it or above. */
  boolean mayBeNamedSoon(Path file) {
    documentsBeingWritten.removeIf(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    return BriefFormat.ofEnding(relative(file)) == BriefFormat.MEDIA
        && documentsBeingWritten.stream()
            .anyMatch(document -> file.startsWith(document.getParent()));
  }

  /** What a wait is known by: this file as it is now. */
  String waitId(Path file) throws IOException {
    BasicFileAttributes now = StableFiles.attributes(file);
    return file + "|" + now.size() + "|" + now.lastModifiedTime().toMillis();
  }

  /** The path within the watched folder, with slashes. */
  String relative(Path file) {
    return root.relativize(file).toString().replace(File.separatorChar, '/');
  }

  static Path path(GenericFile<File> file) {
    return file.getFile().toPath().toAbsolutePath().normalize();
  }
}
