package dev.rivyaroutes.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Stores media bytes by the SHA-256 of their content. A blob is stored completely or not at all,
 * also across crashes, and equal bytes once. Memory use does not depend on the size of a blob.
 */
public interface MediaStore {

  /**
   * Stores all bytes of the stream durably, and closes it. Storing the same bytes again touches
   * them.
   *
   * @param maxBytes the largest size in bytes; larger streams are refused and not stored
   * @throws TooLargeException when the stream is longer than {@code maxBytes}
   */
  StoredMedia put(InputStream bytes, long maxBytes) throws IOException;

  /**
   * Opens a blob for reading from an offset in bytes.
   *
   * @throws java.io.FileNotFoundException when the store has no such blob
   */
  InputStream open(String sha256, long offset) throws IOException;

  default InputStream open(String sha256) throws IOException {
    return open(sha256, 0);
  }

  boolean contains(String sha256) throws IOException;

  void delete(String sha256) throws IOException;

  /**
   * Marks a blob as used now, so that a running clean-up does not delete it. A store may skip blobs
   * that were touched within the last day.
   *
   * @return false when the store has no such blob
   */
  boolean touch(String sha256) throws IOException;

  /** {@link #touch} for where no exception may be declared. */
  default boolean keeps(String sha256) {
    try {
      return touch(sha256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blobs that were neither stored nor touched since then, read lazily. */
  Stream<String> untouchedSince(Instant then) throws IOException;

  /**
   * Deletes a blob, unless it was stored or touched since then.
   *
   * @return true when it was deleted
   */
  boolean deleteUntouchedSince(String sha256, Instant then) throws IOException;

  /** Deletes the unfinished files of crashed processes. */
  void deleteUnfinished() throws IOException;

  /**
   * Checks that the store can be used, with the least effort.
   *
   * @throws IOException naming why it cannot
   */
  default void check() throws IOException {
    contains("0".repeat(64));
  }

  /** The free space of its disk; empty if it has none that can fill up. */
  default OptionalLong freeBytes() {
    return OptionalLong.empty();
  }
}
