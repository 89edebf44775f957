package dev.rivyaroutes.delivery;

import dev.rivyaroutes.media.MediaStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Bytes that a sink writes. They can be opened again for every attempt.
 *
 * @param sha256 the SHA-256 of the bytes, 64 lower-case hex digits
 * @param size the number of bytes
 */
public record Content(String sha256, long size, Source source) {

  /** Opens the bytes from their start. */
  public interface Source {
    InputStream open() throws IOException;
  }

  public static Content of(ResultFile file, MediaStore media) {
    return new Content(file.sha256(), file.size(), () -> media.open(file.sha256()));
  }

  public static Content of(byte[] bytes) {
    return new Content(
        DigestUtils.sha256Hex(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
  }
}
