package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.IgnoredFiles;
import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.TimedNames;
import dev.rivyaroutes.brief.form.MatchFileName;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Opens the files beside a dropped brief: only within the drop folder, and without following links.
 * A file that is missing may have been handled before its document arrived: then the newest of its
 * name is read from the folders of accepted and refused files.
 */
final class FolderSiblings implements Siblings {
  private static final int MOST_NAMES = 1_000;

  private final FolderDropSettings settings;
  private final Path brief;
  private final Path folder;
  private final Complete complete;
  private final boolean alsoHandled;

  /** Whether a file is completely written. */
  @FunctionalInterface
  interface Complete {
    boolean is(Path file) throws IOException;
  }

  /**
   * @param alsoHandled whether moved files count; not while the brief may still wait, because an
   *     older file of the name would hide the one that is still to arrive
   */
  FolderSiblings(FolderDropSettings settings, Path brief, Complete complete, boolean alsoHandled) {
    this.settings = settings;
    this.brief = brief;
    this.folder = brief.getParent();
    this.complete = complete;
    this.alsoHandled = alsoHandled;
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    Path root = settings.root();
    try {
      Path wanted = folder.resolve(name).normalize();
      if (!wanted.startsWith(root) || wanted.equals(root)) {
        return Optional.empty();
      }
      Path within = root.relativize(wanted);
      Path beside = find(root, within, false);
      if (beside != null) {
        return Optional.of(openStable(root, beside));
      }
      for (Path moved : List.of(settings.done(), settings.refused())) {
        Path found = alsoHandled ? find(moved, within, true) : null;
        if (found != null) {
          return Optional.of(OpenWithinFolder.open(moved, moved.relativize(found)));
        }
      }
    } catch (InvalidPathException | NoSuchFileException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw new Unreadable(name);
    }
    return Optional.empty();
  }

  private InputStream openStable(Path root, Path file) throws IOException {
    if (!complete.is(file)) {
      throw new StillBeingWritten(root.relativize(file).toString());
    }
    return OpenWithinFolder.open(root, root.relativize(file));
  }

  /** The regular file below a folder that matches a path; null when there is none. */
  private static Path find(Path base, Path within, boolean stamped) throws IOException {
    Path found = base;
    for (int i = 0; i < within.getNameCount(); i++) {
      boolean last = i == within.getNameCount() - 1;
      found = part(found, within.getName(i).toString(), last && stamped);
      if (found == null
          || !(last
              ? Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS)
              : Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS))) {
        return null;
      }
    }
    return found;
  }

  private static Path part(Path folder, String name, boolean stamped) throws IOException {
    if (!stamped && Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      return folder.resolve(name);
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    List<String> there = list(folder, Integer.MAX_VALUE);
    if (stamped) {
      Optional<String> newest =
          there.stream()
              .filter(
                  one ->
                      MatchFileName.composed(TimedNames.withoutTime(one))
                          .equals(MatchFileName.composed(name)))
              .max(Comparator.comparing(TimedNames::time));
      if (newest.isPresent()) {
        return folder.resolve(newest.get());
      }
    }
    return MatchFileName.find(name, there).map(folder::resolve).orElse(null);
  }

  private static List<String> list(Path folder, int most) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path one : all) {
        if (names.size() == most) {
          break;
        }
        names.add(one.getFileName().toString());
      }
    }
    return names;
  }

  /** Neither the brief itself nor a link, which is not followed. */
  private boolean isOther(Path file) {
    return !file.equals(brief) && !Files.isSymbolicLink(file);
  }

  @Override
  public List<String> namesNear(String missing) throws IOException {
    Path named = folder.resolve(missing).normalize().getParent();
    boolean known =
        named != null
            && named.startsWith(settings.root())
            && Files.isDirectory(named, LinkOption.NOFOLLOW_LINKS);
    Path shown = known ? named : folder;
    String prefix = folder.relativize(shown).toString().replace(File.separatorChar, '/');
    return list(shown, MOST_NAMES).stream()
        .filter(name -> !IgnoredFiles.matches(name) && isOther(shown.resolve(name)))
        .map(name -> prefix.isEmpty() ? name : prefix + "/" + name)
        .toList();
  }
}
