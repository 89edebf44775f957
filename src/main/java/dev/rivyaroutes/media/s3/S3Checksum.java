package dev.rivyaroutes.media.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.function.IOSupplier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Adds a checksum to a put request, so that the store verifies the bytes: SHA-256, or Content-MD5
 * with {@code checksums: when-required}.
 */
public final class S3Checksum {

  private S3Checksum() {}

  /**
   * @param sha256 the SHA-256 of the bytes in hex
   * @param bytes read only for Content-MD5
   */
  public static void add(
      S3Connection connection,
      PutObjectRequest.Builder request,
      String sha256,
      IOSupplier<InputStream> bytes)
      throws IOException {
    if (connection.sendsChecksums()) {
      request.checksumSHA256(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)));
      return;
    }
    try (InputStream in = bytes.get()) {
      request.contentMD5(Base64.getEncoder().encodeToString(DigestUtils.md5(in)));
    }
  }
}
