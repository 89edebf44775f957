package dev.rivyaroutes.brief.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A row as it was read.
 *
 * @param id the value of its id column as text; null if it has none
 * @param position the value of its position column as text; null without one
 * @param values the fields, as values that JSON has
 * @param media the fields with bytes
 */
record Row(String id, String position, Map<String, Object> values, Map<String, byte[]> media) {

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final String VALUES = "row";
  private static final String MEDIA = "base64";

  /** The row as JSON, with bytes in base64. */
  byte[] json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(VALUES, values);
    if (!media.isEmpty()) {
      Map<String, String> texts = new LinkedHashMap<>();
      media.forEach((name, bytes) -> texts.put(name, Base64.getEncoder().encodeToString(bytes)));
      all.put(MEDIA, texts);
    }
    try {
      return Json.INDENTED.writeValueAsBytes(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A row could not be written as JSON.", e);
    }
  }

  /** A row that {@link #json} wrote. */
  static Row read(String id, InputStream json) throws IOException {
    Map<String, Object> all = Json.EXACT.readValue(json, OBJECT);
    Map<String, byte[]> media = new LinkedHashMap<>();
    if (all.get(MEDIA) instanceof Map<?, ?> texts) {
      texts.forEach(
          (name, text) ->
              media.put(String.valueOf(name), Base64.getDecoder().decode(String.valueOf(text))));
    }
    return new Row(id, null, Json.EXACT.convertValue(all.get(VALUES), OBJECT), media);
  }

  /** The id; for a row without one its content. */
  String key() {
    return id == null ? "sha256 " + DigestUtils.sha256Hex(json()) : id;
  }

  int mediaSize() {
    return media.values().stream().mapToInt(bytes -> bytes.length).sum();
  }
}
