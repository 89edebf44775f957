package dev.rivyaroutes.delivery;

import dev.rivyaroutes.media.MediaStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
    try {
      String sha256 = sha256(new ByteArrayInputStream(bytes));
      return new Content(sha256, bytes.length, () -> new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new IllegalStateException("reading memory cannot fail", e);
    }
  }

  /** The SHA-256 of all bytes of a stream, which stays open. */
  public static String sha256(InputStream bytes) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(bytes, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
