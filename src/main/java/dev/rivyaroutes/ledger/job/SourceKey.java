package dev.rivyaroutes.ledger.job;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The fixed-length form of ids of any length, for unique keys: a SHA-256 in hex. Ids of several
 * fields are never joined to one text: each field goes in with its length, so that no two lists of
 * fields have the same key.
 */
public final class SourceKey {

  /** No UTF-8 text has this byte, so no text has the key of a list of fields. */
  private static final byte FIELDS = (byte) 0xFF;

  private SourceKey() {}

  /** The key of one text. */
  public static String of(String text) {
    return DigestUtils.sha256Hex(text);
  }

  /** The key of several fields in their order; none may be null. */
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

  /** The same in half the room: its 32 bytes. */
  public static byte[] packed(String key) {
    return HexFormat.of().parseHex(key);
  }
}
