package dev.rivyaroutes.delivery;

import dev.rivyaroutes.media.MediaStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.function.IOSupplier;

/**
 * The bytes that a sink writes.
 *
 * @param sha256 the SHA-256 of the bytes, 64 lower-case hex digits
 * @param size the number of bytes
 * @param source opens the bytes, once for each attempt
 */
public record Content(String sha256, long size, IOSupplier<InputStream> source) {

  public static Content of(ResultFile file, MediaStore media) {
    return new Content(file.sha256(), file.size(), () -> media.open(file.sha256()));
  }

  public static Content of(byte[] bytes) {
    return new Content(
        DigestUtils.sha256Hex(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
  }
}
