package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.WaitingBrief;
import dev.rivyaroutes.brief.form.BriefFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** Looks at a watched folder: its permissions, and the file that waits longest. Nothing changes. */
public final class PeekFolder {
  private final FolderDropSettings settings;
  private final boolean recursive;
  private final Path root;

  /**
   * @param recursive whether subfolders are watched too
   */
  public PeekFolder(FolderDropSettings settings, boolean recursive) {
    this.settings = settings;
    this.recursive = recursive;
    this.root = settings.root();
  }

  public Path root() {
    return root;
  }

  /** The folders that files are moved to. */
  public List<Path> targets() {
    return List.of(settings.done(), settings.refused());
  }

  /** The file that waits longest; empty if none does, or the folder does not exist. */
  public Optional<WaitingBrief> oldest() throws IOException {
    if (!Files.exists(root)) {
      return Optional.empty();
    }
    Find find = new Find();
    Files.walkFileTree(root, find);
    if (find.oldest == null) {
      return Optional.empty();
    }
    DroppedFile file = DroppedFile.of(root, find.oldest);
    try (InputStream bytes = file.getInputStream()) {
      return Optional.of(
          new WaitingBrief(
              file.relative(),
              file.modified().toInstant(),
              bytes.readAllBytes(),
              new FolderSiblings(settings, find.oldest, beside -> true, false)));
    }
  }

  private final class Find extends SimpleFileVisitor<Path> {
    private Path oldest;
    private BasicFileAttributes attributes;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes found) {
      if (folder.equals(root)) {
        return FileVisitResult.CONTINUE;
      }
      boolean enters =
          recursive
              && settings.isOurs(root, folder)
              && settings.patterns().enters(DroppedFile.relative(root, folder));
      return enters ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
      boolean brief =
          found.isRegularFile()
              && found.size() > 0
              && found.size() <= WaitingBrief.LARGEST
              && settings.isOurs(root, file)
              && settings.patterns().accepts(DroppedFile.relative(root, file));
      if (brief && (oldest == null || isBefore(file, found))) {
        oldest = file;
        attributes = found;
      }
      return FileVisitResult.CONTINUE;
    }

    /** Documents go before the media files that they may name. */
    private boolean isBefore(Path file, BasicFileAttributes found) {
      boolean media = isMedia(file);
      return media == isMedia(oldest)
          ? found.lastModifiedTime().compareTo(attributes.lastModifiedTime()) < 0
          : !media;
    }

    private boolean isMedia(Path file) {
      return BriefFormat.ofExtension(file.getFileName().toString()) == BriefFormat.MEDIA;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (file.equals(root)) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
