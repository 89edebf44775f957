package dev.rivyaroutes.media;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Keeps media bytes under the SHA-256 of their content. A blob is there whole or not at all, after
 * a crash too; the same bytes are kept once. Memory use does not grow with the size of a blob.
 */
public interface MediaStore {

  /**
   * Stores all bytes of the stream durably and closes it. Storing the same bytes again is harmless,
   * and touches them.
   *
   * @param maxBytes the size, in bytes, beyond which the bytes are refused and nothing is kept
   * @throws TooLargeException when the stream is longer than {@code maxBytes}
   */
  StoredMedia put(InputStream bytes, long maxBytes) throws IOException;

  /**
   * Opens a blob for reading from an offset in bytes.
   *
   * @throws java.io.FileNotFoundException when the store does not hold the blob
   */
  InputStream open(String sha256, long offset) throws IOException;

  default InputStream open(String sha256) throws IOException {
    return open(sha256, 0);
  }

  /** Whether the store holds the blob. */
  boolean contains(String sha256) throws IOException;

  /** Removes a blob. Removing one that is not there is harmless. */
  void delete(String sha256) throws IOException;

  /**
   * Marks a blob as wanted, so that no clean-up that is at work takes it. A store may leave out to
   * touch what was touched within the last day.
   *
   * @return false when the store does not hold the blob
   */
  boolean touch(String sha256) throws IOException;

  /** The blobs that nobody has stored or touched since then, read as they are asked for. */
  Stream<String> untouchedSince(Instant then) throws IOException;

  /**
   * Removes a blob, unless somebody has stored or touched it since then.
   *
   * @return true when it was removed
   */
  boolean deleteUntouchedSince(String sha256, Instant then) throws IOException;

  /** Removes what killed processes have left half written. */
  void deleteUnfinished() throws IOException;
}
