package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.brief.Acceptances.Verdict;
import dev.rivyaroutes.brief.TimedNames;
import dev.rivyaroutes.media.file.DiskWriteFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.UUID;

/**
 * Moves handled files out of a drop folder, with their sub-folders and names. Nothing is ever
 * overwritten: if the name exists, the time is added to it. The reason of a refusal is written
 * before the file is moved, so that no crash leaves a refused file without it.
 */
final class MoveHandledFile {
  private static final String REASON = ".reason.txt";

  private final Clock clock;
  private final Path root;
  private final Path done;
  private final Path refused;

  MoveHandledFile(Clock clock, Path root, Path done, Path refused) {
    this.clock = clock;
    this.root = root;
    this.done = done;
    this.refused = refused;
  }

  Path root() {
    return root;
  }

  /** Keeps a file of which briefs were refused, before it is moved. */
  @FunctionalInterface
  interface Keep {

    /**
     * @param setAside where it is moved next; null if to the accepted files
     */
    void keep(Path setAside) throws IOException;
  }

  /** Moves a file to the folder for its verdict, with the reasons of what was refused. */
  void move(Path file, String relative, Verdict verdict, String reasons, Keep keep)
      throws IOException {
    if (verdict == Verdict.REFUSED) {
      move(file, refused, relative, reasons, keep);
      return;
    }
    if (verdict == Verdict.PARTLY_REFUSED) {
      keep.keep(null);
      note(folder(refused, relative), relative, ".refused.txt", reasons);
    }
    move(file, done, relative, "", target -> {});
  }

  /**
   * Moves a refused file that was taken again to the accepted ones, and removes its reason.
   *
   * @return false if it is gone
   */
  boolean moveTaken(Path setAside, String relative) throws IOException {
    if (!setAside.startsWith(refused)) {
      return false;
    }
    requireNoLinks(refused, setAside.getParent());
    boolean there = Files.isRegularFile(setAside, LinkOption.NOFOLLOW_LINKS);
    if (there) {
      move(setAside, done, relative, "", target -> {});
    }
    remove(nameOfNote(setAside, REASON));
    return there;
  }

  /**
   * Moves a file, after the reason is written beside its new place. A file that is gone was moved
   * by another replica.
   */
  private void move(Path file, Path base, String relative, String reason, Keep keep)
      throws IOException {
    Path folder = folder(base, relative);
    String name = relative.substring(relative.lastIndexOf('/') + 1);
    for (int n = 0; ; n++) {
      Path target = folder.resolve(name(name, n));
      Path note = null;
      if (!reason.isEmpty()) {
        boolean taken = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        note = taken ? null : note(target, REASON, reason);
        if (note == null) {
          continue;
        }
      }
      try {
        keep.keep(target);
        Files.move(file, target);
        return;
      } catch (FileAlreadyExistsException e) {
        remove(note);
      } catch (NoSuchFileException e) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          remove(note);
        }
        return;
      }
    }
  }

  /** Writes a note into a folder, under the next free name. */
  private void note(Path folder, String relative, String suffix, String text) throws IOException {
    String name = relative.substring(relative.lastIndexOf('/') + 1);
    for (int n = 0; note(folder.resolve(name(name, n)), suffix, text) == null; n++) {
      // The next name is tried.
    }
  }

  /** Writes a note atomically; null when another note has its name. */
  private static Path note(Path beside, String suffix, String text) throws IOException {
    Path note = nameOfNote(beside, suffix);
    if (Files.exists(note, LinkOption.NOFOLLOW_LINKS)) {
      boolean same =
          Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS)
              && Files.size(note) == text.getBytes(StandardCharsets.UTF_8).length
              && Files.readString(note).equals(text);
      return same ? note : null; // The same note may have been written before a crash.
    }
    Path half = note.resolveSibling("." + UUID.randomUUID() + ".tmp");
    try {
      Files.writeString(half, text);
      Files.move(half, note, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(half);
    }
    return note;
  }

  private static Path nameOfNote(Path beside, String suffix) {
    return beside.resolveSibling(
        FileNames.fit(beside.getFileName().toString(), suffix, FileNames.LONGEST));
  }

  private static void remove(Path note) throws IOException {
    if (note != null) {
      Files.deleteIfExists(note);
    }
  }

  /** Creates the folder for a file. */
  private Path folder(Path base, String relative) throws IOException {
    Path folder = base.resolve(relative).getParent();
    requireNoLinks(base, folder);
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        ? folder
        : Files.createDirectories(folder);
  }

  /** No part of a folder that a submitter could replace may be a link. */
  private void requireNoLinks(Path base, Path folder) throws FileSystemException {
    Path trusted = base.startsWith(root) ? root : base;
    for (Path part = folder; !part.equals(trusted); part = part.getParent()) {
      if (Files.isSymbolicLink(part)) {
        throw new FileSystemException(
            part.toString(), null, "it is a symbolic link, which is not followed. Remove it");
      }
    }
  }

  /** Why a file could not be moved, with the folder that refused it. */
  String reason(Path file, IOException e) {
    if (!Files.isWritable(file.getParent())) {
      return DiskWriteFailed.reason(file.getParent(), e);
    }
    String named = e instanceof FileSystemException at ? at.getFile() : null;
    Path blocked = named == null ? done : Path.of(named).toAbsolutePath();
    if (!blocked.startsWith(done) && !blocked.startsWith(refused)) {
      blocked = done;
    }
    while (!Files.isDirectory(blocked) && blocked.getParent() != null) {
      blocked = blocked.getParent();
    }
    return DiskWriteFailed.reason(blocked, e);
  }

  private String name(String name, int n) {
    return TimedNames.name(name, n, clock.instant());
  }
}
