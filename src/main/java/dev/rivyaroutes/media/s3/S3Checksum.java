package dev.rivyaroutes.media.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Lets a store check what it was sent: by SHA-256, or by Content-MD5 where {@code checksums:
 * when-required} says that the store knows only that.
 */
public final class S3Checksum {
  private final boolean sha256Known;

  public S3Checksum(S3Connection connection) {
    this.sha256Known = connection.sendsChecksums();
  }

  /** Opens the bytes once more. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  /**
   * Adds the checksum to a request.
   *
   * @param sha256 the SHA-256 of the bytes in hex
   * @param bytes read through once more, where only Content-MD5 will do
   */
  public void add(PutObjectRequest.Builder request, String sha256, Source bytes)
      throws IOException {
    if (sha256Known) {
      request.checksumSHA256(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)));
    } else {
      request.contentMD5(Base64.getEncoder().encodeToString(md5(bytes)));
    }
  }

  private static byte[] md5(Source bytes) throws IOException {
    try (InputStream in = bytes.open()) {
      return DigestUtils.md5(in);
    }
  }
}
