package dev.rivyaroutes.ledger.job;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Unique keys of a fixed length for ids of any length: a SHA-256 in hex. Each of several fields is
 * hashed with its length, so that different lists of fields never have the same key.
 */
public final class SourceKey {

  /** Never occurs in UTF-8, so a text and a list of fields never have the same key. */
  private static final byte FIELDS = (byte) 0xFF;

  private SourceKey() {}

  public static String of(String text) {
    return DigestUtils.sha256Hex(text);
  }

  /** The key of several fields in this order; none may be null. */
  public static String ofFields(String... fields) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    digest.update(FIELDS);
    for (String field : fields) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The key as 32 bytes, half the size of its text. */
  public static byte[] packed(String key) {
    return HexFormat.of().parseHex(key);
  }
}
