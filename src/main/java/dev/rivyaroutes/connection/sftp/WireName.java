package dev.rivyaroutes.connection.sftp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Names of files as their bytes, one character a byte, and as the texts that people read. */
public final class WireName {

  private WireName() {}

  /** The name of a text: its UTF-8 bytes. */
  public static String of(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The text of a name. Bytes that are not UTF-8 become {@code \xff}. */
  public static String text(String wire) {
    byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      StringBuilder text = new StringBuilder();
      for (byte b : bytes) {
        text.append(b >= 0 ? String.valueOf((char) b) : "\\x%02x".formatted(b & 0xff));
      }
      return text.toString();
    }
  }
}
