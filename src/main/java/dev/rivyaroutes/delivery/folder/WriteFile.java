package dev.rivyaroutes.delivery.folder;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.delivery.Content;
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
 * Writes a file so that it is there whole or not at all, after a crash too: to {@code
 * .<name>.<delivery>.part/} beside it, then under its name in one step. An attempt that died leaves
 * that one temporary folder at most, which the next attempt empties. The entry of the target's own
 * folder is the caller's to write through: see {@link SyncFolder}.
 */
final class WriteFile {

  private final boolean sync;

  WriteFile(boolean sync) {
    this.sync = sync;
  }

  /** Writes a file that must not exist yet; false when it does, whoever was faster. */
  boolean asNew(Path target, String deliveryId, Content content) throws IOException {
    Path part = write(target, deliveryId, content);
    try {
      return publish(part, target);
    } finally {
      remove(part);
    }
  }

  /** Writes a file and replaces the one of that name. */
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
    try (InputStream bytes = content.source().open()) {
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
            "the media store gave %d of %d bytes".formatted(written, content.size()));
      }
      return part;
    } catch (IOException | RuntimeException e) {
      remove(part);
      throw e;
    }
  }

  /**
   * A name that no other attempt has: a frozen one that wakes up must not publish this one's half.
   * Their folder tells what dead attempts have left; a frozen one finds its own file gone.
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

  /** A hard link is the one call that gives a name and never takes it from another file. */
  private boolean publish(Path part, Path target) throws IOException {
    try {
      Files.createLink(target, part);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
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
