package dev.rivyaroutes.delivery.folder;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.delivery.Content;
import dev.rivyaroutes.media.file.SyncFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file atomically, also across crashes: first into {@code .<name>.<delivery>.part/} beside
 * it, then under its name in one step. A crashed attempt leaves at most that temporary folder,
 * which the next attempt empties. The caller syncs the target's folder: see {@link SyncFolder}.
 */
final class WriteFile {

  private final boolean sync;

  WriteFile(boolean sync) {
    this.sync = sync;
  }

  /** Writes a new file; false when a file of that name exists. */
  boolean asNew(Path target, String deliveryId, Content content) throws IOException {
    Path part = write(target, deliveryId, content);
    try {
      return publish(part, target);
    } finally {
      remove(part);
    }
  }

  /** Writes a file, and replaces the one of that name. */
  void over(Path target, String deliveryId, Content content) throws IOException {
    Path part = write(target, deliveryId, content);
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      remove(part);
    }
  }

  private Path write(Path target, String deliveryId, Content content) throws IOException {
    Path part = newPart(target, deliveryId);
    try (InputStream bytes = content.source().get()) {
      long written;
      try (FileChannel file =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        written = bytes.transferTo(Channels.newOutputStream(file));
        if (sync) {
          file.force(false);
        }
      }
      if (written != content.size()) {
        throw new IOException(
            "the media store returned %d of %d bytes".formatted(written, content.size()));
      }
      return part;
    } catch (IOException | RuntimeException e) {
      remove(part);
      throw e;
    }
  }

  /**
   * A name that no other attempt uses, so that an attempt that was suspended cannot publish a part
   * of this one. The folder shows what earlier attempts left; a suspended one finds its file
   * deleted.
   */
  private static Path newPart(Path target, String deliveryId) throws IOException {
    String name = "." + target.getFileName() + "." + FileNames.clean(deliveryId) + ".part";
    Path parts = target.resolveSibling(name);
    if (Files.isRegularFile(parts, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(parts);
    }
    if (Files.isDirectory(parts, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(parts)) {
        for (Path part : left) {
          Files.deleteIfExists(part);
        }
      }
    } else {
      Files.createDirectory(parts);
    }
    return parts.resolve(UUID.randomUUID().toString());
  }

  private static void remove(Path part) throws IOException {
    Files.deleteIfExists(part);
    try {
      Files.deleteIfExists(part.getParent());
    } catch (DirectoryNotEmptyException anotherAttempt) {
      return;
    }
  }

  /** Only a hard link creates a name without replacing another file. */
  private boolean publish(Path part, Path target) throws IOException {
    try {
      Files.createLink(target, part);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException noHardLinks) {
      synchronized (WriteFile.class) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          return false;
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
      }
    }
  }
}
