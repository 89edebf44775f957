package dev.rivyaroutes.media.file;

import dev.rivyaroutes.media.MediaNotFound;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stores media in a folder that replicas may share, as {@code ab/abcd…} in 256 folders. Bytes are
 * written to a temporary file, synced, and renamed, so that a crash leaves a blob complete or
 * absent. The folders are created and synced at the start, so that only a blob's own folder must be
 * synced for it. The modification time of a blob is the time it was last stored or touched. To
 * delete a blob, it is renamed and its time checked again: if it was touched meanwhile, it is
 * renamed back; a later touch finds it absent.
 */
class FileMediaStore implements MediaStore {
  private static final int SHA256_DIGITS = 64;
  private static final Pattern DOOMED = Pattern.compile("([0-9a-f]{64})\\.doomed-.*");
  private static final String UNFINISHED = ".unfinished";

  private final Path root;
  private final Path unfinished;
  private final Clock clock;
  private final SyncFolder folders = new SyncFolder();

  FileMediaStore(Path root, Clock clock) throws IOException {
    this.root = root;
    this.unfinished = root.resolve(UNFINISHED);
    this.clock = clock;
    Files.createDirectories(unfinished);
    check();
    createFolders();
    deleteUnfinished();
  }

  @Override
  public StoredMedia put(InputStream bytes, long maxBytes) throws IOException {
    Path written = unfinished.resolve(UUID.randomUUID().toString());
    try (bytes) {
      StoredMedia media = WriteBlob.to(written, bytes, maxBytes);
      Path place = place(media.sha256());
      // Comparing the length first avoids an exception for each new blob.
      if (place.toFile().length() != media.size() || !touch(media.sha256())) {
        Files.setLastModifiedTime(written, FileTime.from(clock.instant()));
        Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
      }
      folders.sync(place.getParent());
      return media;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  @Override
  public InputStream open(String sha256, long offset) throws IOException {
    try {
      FileChannel file = FileChannel.open(place(sha256), StandardOpenOption.READ);
      return Channels.newInputStream(file.position(offset));
    } catch (NoSuchFileException e) {
      throw new MediaNotFound(sha256);
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

  @Override
  public boolean touch(String sha256) throws IOException {
    Path place = place(sha256);
    try {
      Files.setLastModifiedTime(place, FileTime.from(clock.instant()));
    } catch (NoSuchFileException e) {
      return false;
    }
    return Files.exists(place);
  }

  @Override
  public Stream<String> untouchedSince(Instant then) throws IOException {
    return Files.list(root)
        .filter(folder -> !folder.equals(unfinished))
        .flatMap(FileMediaStore::list)
        .filter(blob -> isSha256(blob.getFileName().toString()))
        .filter(blob -> isUntouched(blob, then))
        .map(blob -> blob.getFileName().toString());
  }

  private static Stream<Path> list(Path folder) {
    try {
      return Files.isDirectory(folder) ? Files.list(folder) : Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean deleteUntouchedSince(String sha256, Instant then) throws IOException {
    Path place = place(sha256);
    if (!isUntouched(place, then)) {
      return false;
    }
    Path doomed = unfinished.resolve(sha256 + ".doomed-" + UUID.randomUUID());
    try {
      Files.move(place, doomed, StandardCopyOption.ATOMIC_MOVE);
      if (!isUntouched(doomed, then)) {
        Files.move(doomed, place, StandardCopyOption.ATOMIC_MOVE);
        return false;
      }
      return Files.deleteIfExists(doomed);
    } catch (NoSuchFileException e) {
      return false; // Another replica deleted it, or renamed it back.
    }
  }

  private static boolean isUntouched(Path blob, Instant then) {
    try {
      return Files.getLastModifiedTime(blob).toInstant().isBefore(then);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process that crashed while it deleted a blob may have left it renamed. */
  @Override
  public void deleteUnfinished() throws IOException {
    UnfinishedFiles.deleteOld(unfinished, DOOMED, this::restore, clock.instant());
  }

  private void restore(String sha256, Path doomed) throws IOException {
    Path place = place(sha256);
    if (Files.exists(place)) {
      Files.deleteIfExists(doomed);
    } else {
      Files.move(doomed, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Path place(String sha256) {
    if (!isSha256(sha256)) {
      throw new IllegalArgumentException("This is not a SHA-256 in lower-case hex: " + sha256);
    }
    return MediaFiles.of(root, sha256);
  }

  private static boolean isSha256(String text) {
    return text.length() == SHA256_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
  }

  private void createFolders() throws IOException {
    for (int first = 0; first < 256; first++) {
      Files.createDirectories(root.resolve("%02x".formatted(first)));
    }
    folders.sync(root);
  }

  /** A disk that is full or read-only is found by a small file. */
  @Override
  public void check() throws IOException {
    Path file = Files.createTempFile(unfinished, "check", "");
    try {
      Files.write(file, new byte[1]);
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public OptionalLong freeBytes() {
    return OptionalLong.of(root.toFile().getUsableSpace());
  }
}
