package dev.rivyaroutes.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file so that it is there whole or not at all, after a crash too: to {@code
 * .<name>.<delivery>.part} beside it, then under its name in one step. An attempt that died leaves
 * that one temporary file at most, which the next attempt replaces. The folder's own entry is the
 * caller's to write through: see {@link SyncFolder}.
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
      Files.deleteIfExists(part);
    }
  }

  /** Writes a file and replaces the one of that name. */
  void over(Path target, String deliveryId, Content content) throws IOException {
    Path part = write(target, deliveryId, content);
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path write(Path target, String deliveryId, Content content) throws IOException {
    String name = "." + target.getFileName() + "." + SafeName.segment(deliveryId) + ".part";
    Path part = target.resolveSibling(name);
    try (InputStream bytes = content.source().open()) {
      long written;
      try (FileChannel file = create(part)) {
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
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  private static FileChannel create(Path part) throws IOException {
    try {
      return FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException deadAttempt) {
      Files.deleteIfExists(part);
      return FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
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
