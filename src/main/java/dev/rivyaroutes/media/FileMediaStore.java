package dev.rivyaroutes.media;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Keeps media bytes in a folder that replicas may share: {@code ab/abcd…}, in 256 folders so that
 * none grows too full. Bytes are written beside, forced to the disk, and renamed into their place,
 * so that a crash leaves a blob whole or not there. The folders are made and forced before the
 * first blob: one that is made with its first blob would have to be forced together with its
 * parents.
 */
class FileMediaStore implements MediaStore {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String UNFINISHED = ".unfinished";
  private static final Duration LEFT_OVER = Duration.ofDays(1);

  private final Path root;
  private final Path unfinished;

  FileMediaStore(Path root, Clock clock) throws IOException {
    this.root = root;
    this.unfinished = root.resolve(UNFINISHED);
    Files.createDirectories(unfinished);
    Files.delete(Files.createTempFile(unfinished, "start", ""));
    createFolders();
    removeLeftOvers(clock.instant().minus(LEFT_OVER));
  }

  @Override
  public StoredMedia put(InputStream bytes, long maxBytes) throws IOException {
    Path written = unfinished.resolve(UUID.randomUUID().toString());
    try (bytes) {
      StoredMedia media = write(bytes, maxBytes, written);
      Path place = place(media.sha256());
      if (!Files.exists(place) || Files.size(place) != media.size()) {
        Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
      }
      forceFolder(place.getParent());
      return media;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  static StoredMedia write(InputStream bytes, long maxBytes, Path to) throws IOException {
    MessageDigest sha256 = newSha256();
    byte[] prefix = new byte[DetectMediaType.PREFIX];
    int inPrefix = 0;
    long size = 0;
    byte[] buffer = new byte[64 * 1024];
    try (FileChannel file =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        size += n;
        if (size > maxBytes) {
          throw new TooLargeException(maxBytes);
        }
        int taken = Math.min(n, prefix.length - inPrefix);
        System.arraycopy(buffer, 0, prefix, inPrefix, taken);
        inPrefix += taken;
        sha256.update(buffer, 0, n);
        writeFully(file, ByteBuffer.wrap(buffer, 0, n));
      }
      file.force(true);
    }
    return new StoredMedia(
        HexFormat.of().formatHex(sha256.digest()),
        size,
        DetectMediaType.of(Arrays.copyOf(prefix, inPrefix)));
  }

  private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public InputStream open(String sha256, long offset) throws IOException {
    try {
      FileChannel file = FileChannel.open(place(sha256), StandardOpenOption.READ);
      return Channels.newInputStream(file.position(offset));
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException("media store holds no blob " + sha256);
    }
  }

  @Override
  public boolean contains(String sha256) {
    return Files.isRegularFile(place(sha256));
  }

  @Override
  public void delete(String sha256) throws IOException {
    Files.deleteIfExists(place(sha256));
  }

  private Path place(String sha256) {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hex: " + sha256);
    }
    return root.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private void createFolders() throws IOException {
    for (int first = 0; first < 256; first++) {
      Files.createDirectories(root.resolve("%02x".formatted(first)));
    }
    forceFolder(root);
  }

  /** A new name in a folder outlives a power cut only once the folder itself is on the disk. */
  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (FileSystemException e) {
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        throw e;
      }
      // Windows opens no folders, and has no need to: its metadata is journalled.
    }
  }

  /** Replicas may share the folder, so young files belong to somebody at work. */
  private void removeLeftOvers(Instant olderThan) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(unfinished)) {
      for (Path file : files) {
        try {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(olderThan)) {
            Files.deleteIfExists(file);
          }
        } catch (NoSuchFileException e) {
          continue; // Another replica was faster.
        }
      }
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
