package dev.rivyaroutes.media.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.rivyaroutes.OwnerOnly;
import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.media.TooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.function.IOSupplier;

/** Writes a stream into a new file, syncs it, and returns what it contains. */
public final class WriteBlob {

  public static StoredMedia to(Path to, InputStream bytes, long maxBytes) throws IOException {
    MessageDigest sha256 = DigestUtils.getSha256Digest();
    byte[] prefix = new byte[DetectMediaType.PREFIX];
    int inPrefix = 0;
    long size = 0;
    byte[] buffer = new byte[64 * 1024];
    try (FileChannel file =
        onDisk(to, () -> FileChannel.open(to, Set.of(CREATE_NEW, WRITE), OwnerOnly.file()))) {
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        size += n;
        if (size > maxBytes) {
          throw new TooLargeException(maxBytes);
        }
        int taken = Math.min(n, prefix.length - inPrefix);
        System.arraycopy(buffer, 0, prefix, inPrefix, taken);
        inPrefix += taken;
        sha256.update(buffer, 0, n);
        ByteBuffer part = ByteBuffer.wrap(buffer, 0, n);
        onDisk(to, () -> writeFully(file, part));
      }
      onDisk(to, () -> sync(file));
    }
    return new StoredMedia(
        HexFormat.of().formatHex(sha256.digest()),
        size,
        DetectMediaType.of(Arrays.copyOf(prefix, inPrefix)));
  }

  /** Distinguishes failures of the disk from those of the stream. */
  private static <T> T onDisk(Path to, IOSupplier<T> step) throws DiskWriteFailed {
    try {
      return step.get();
    } catch (IOException e) {
      throw new DiskWriteFailed("media store", to.getParent().getParent(), e);
    }
  }

  private static FileChannel writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    return file;
  }

  private static FileChannel sync(FileChannel file) throws IOException {
    file.force(true);
    return file;
  }

  private WriteBlob() {}
}
