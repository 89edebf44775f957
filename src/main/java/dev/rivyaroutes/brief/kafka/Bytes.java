package dev.rivyaroutes.brief.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Bytes as text where they are valid UTF-8, else in base64.
 *
 * @param text null if they are no text
 * @param base64 null if they are text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Bytes(String text, String base64) {

  /** Null stays null. */
  static Bytes of(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Bytes(text, null);
    } catch (CharacterCodingException e) {
      return new Bytes(null, Base64.getEncoder().encodeToString(bytes));
    }
  }

  /** Null stays null. */
  static byte[] toArray(Bytes bytes) {
    if (bytes == null) {
      return null;
    }
    return bytes.text == null
        ? Base64.getDecoder().decode(bytes.base64)
        : bytes.text.getBytes(StandardCharsets.UTF_8);
  }
}
