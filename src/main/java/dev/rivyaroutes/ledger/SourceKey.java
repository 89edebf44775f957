package dev.rivyaroutes.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The fixed-length form of an id of any length, for unique keys: its SHA-256 in hex. */
final class SourceKey {

  private SourceKey() {}

  static String of(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The same in half the room: its 32 bytes. */
  static byte[] packed(String key) {
    return HexFormat.of().parseHex(key);
  }
}
