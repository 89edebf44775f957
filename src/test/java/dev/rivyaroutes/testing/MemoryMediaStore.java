package dev.rivyaroutes.testing;

import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.media.TooLargeException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** A media store in memory, which can be unavailable or return fewer bytes than it has. */
public final class MemoryMediaStore implements MediaStore {

  /** The bytes by SHA-256. */
  public final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

  /** How many bytes of each blob are returned before the stream ends; -1 for all. */
  public volatile int breaksAfter = -1;

  public volatile boolean down;

  /** Is told the bytes that were read of a generated blob before it gives more of them. */
  public volatile LongConsumer reading = read -> {};

  private final Map<String, Long> generated = new ConcurrentHashMap<>();

  /** Stores the file's bytes and returns the file. */
  public ResultFile png(int n, String content) {
    ResultFile file = Results.png(n, content);
    blobs.put(file.sha256(), content.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  /** Stores a video of so many bytes, which are generated while they are read. */
  public ResultFile generated(int n, long size) {
    String sha256 = DigestUtils.sha256Hex("generated " + size);
    generated.put(sha256, size);
    return new ResultFile(n, "v.mp4", "video/mp4", "mp4", size, sha256);
  }

  public void clear() {
    blobs.clear();
    generated.clear();
    reading = read -> {};
    breaksAfter = -1;
    down = false;
  }

  @Override
  public StoredMedia put(InputStream in, long maxBytes) throws IOException {
    if (down) {
      throw new IOException("media store: connection refused");
    }
    byte[] bytes = in.readNBytes((int) maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new TooLargeException(maxBytes);
    }
    String sha256 = DigestUtils.sha256Hex(bytes);
    blobs.put(sha256, bytes);
    return new StoredMedia(sha256, bytes.length, DetectMediaType.of(bytes));
  }

  @Override
  public InputStream open(String sha256, long offset) throws IOException {
    if (generated.containsKey(sha256)) {
      return new Zeros(generated.get(sha256));
    }
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

  private final class Zeros extends InputStream {
    private final long size;
    private long left;

    private Zeros(long size) {
      this.size = size;
      this.left = size;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      reading.accept(size - left);
      int got = (int) Math.min(left, length);
      Arrays.fill(buffer, offset, offset + got, (byte) 0);
      left -= got;
      return got;
    }
  }
}
