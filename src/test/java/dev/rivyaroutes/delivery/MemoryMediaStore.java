package dev.rivyaroutes.delivery;

import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A media store in memory that can give fewer bytes than it should. */
public final class MemoryMediaStore implements MediaStore {

  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

  /** How many bytes of each blob are given before the stream breaks off; -1 for all. */
  public volatile int breaksAfter = -1;

  /** Keeps the file's bytes and gives the file back. */
  public ResultFile png(int n, String content) {
    ResultFile file = Results.png(n, content);
    blobs.put(file.sha256(), content.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  public void clear() {
    blobs.clear();
    breaksAfter = -1;
  }

  @Override
  public StoredMedia put(InputStream bytes, long maxBytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream open(String sha256, long offset) throws IOException {
    byte[] blob = blobs.get(sha256);
    if (blob == null) {
      throw new FileNotFoundException(sha256);
    }
    int end = breaksAfter < 0 ? blob.length : breaksAfter;
    return new ByteArrayInputStream(Arrays.copyOfRange(blob, (int) offset, end));
  }

  @Override
  public boolean contains(String sha256) {
    return blobs.containsKey(sha256);
  }

  @Override
  public void delete(String sha256) {
    blobs.remove(sha256);
  }

  @Override
  public boolean touch(String sha256) {
    return blobs.containsKey(sha256);
  }

  @Override
  public Stream<String> untouchedSince(Instant then) {
    return Stream.empty();
  }

  @Override
  public boolean deleteUntouchedSince(String sha256, Instant then) {
    return false;
  }

  @Override
  public void deleteUnfinished() {
    // Nothing is ever half written here.
  }
}
