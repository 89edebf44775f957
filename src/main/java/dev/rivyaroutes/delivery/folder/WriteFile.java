package dev.rivyaroutes.delivery.folder;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.delivery.Content;
import dev.rivyaroutes.media.file.SyncFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
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
 * Writes a file atomically, also across crashes: first as {@code .<name>.<delivery>.<random>.part}
 * beside it, then under its name in one step. A crashed attempt leaves at most that part. The
 * caller syncs the target's folder: see {@link SyncFolder}.
 */
final class WriteFile {

  private static final String PART = ".part";

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
      Files.deleteIfExists(part);
    }
  }

  /** Writes a file, and replaces the one of that name. */
  void over(Path target, String deliveryId, Content content) throws IOException {
    Path part = write(target, deliveryId, content);
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
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
      Files.deleteIfExists(part);
      throw e;
    }
  }

  /**
   * Removes the parts of a delivery from a folder. A suspended attempt then finds its part deleted.
   */
  static void removeParts(Path folder, String deliveryId) throws IOException {
    String delivery = middle(deliveryId);
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(folder, part -> isPart(part, delivery))) {
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static boolean isPart(Path file, String delivery) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(PART) && name.contains(delivery);
  }

  /** No other attempt uses the name, so a suspended one cannot publish this part. */
  private static Path newPart(Path target, String deliveryId) {
    String random = UUID.randomUUID().toString().substring(0, 8);
    return target.resolveSibling("." + target.getFileName() + middle(deliveryId) + random + PART);
  }

  private static String middle(String deliveryId) {
    return "." + FileNames.clean(deliveryId) + ".";
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
