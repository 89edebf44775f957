package dev.rivyaroutes.ledger.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.rivyaroutes.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the answer to a job goes: a few texts that a source names and a sink of the same kind
 * reads, such as {@code mail.to}. It contains personal data, so no document of a result shows it.
 */
public final class ReturnAddress {

  /** The most texts of one address. */
  public static final int ENTRIES = 20;

  /** The most characters of all names and texts of one address. */
  public static final int CHARACTERS = 8_000;

  /** PostgreSQL refuses half of a surrogate pair, but not its escape. */
  private static final ObjectWriter ASCII =
      Json.PLAIN.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private ReturnAddress() {}

  /**
   * A copy of a value if it is an address; null is the empty one.
   *
   * @throws IllegalArgumentException if it is not a map of texts, or too large
   */
  public static Map<String, String> of(Object value) {
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("it is not a map of texts");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    int characters = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof String text)) {
        throw new IllegalArgumentException("its entry " + entry.getKey() + " is not a text");
      }
      characters += name.length() + text.length();
      texts.put(name, text);
    }
    if (texts.size() > ENTRIES || characters > CHARACTERS) {
      throw new IllegalArgumentException(
          "it has %d entries with %d characters in all; at most %d entries with %d characters are allowed"
              .formatted(texts.size(), characters, ENTRIES, CHARACTERS));
    }
    return Map.copyOf(texts);
  }

  /** The address as it is stored; null for the empty one. */
  public static String toColumn(Map<String, String> address) {
    try {
      return address.isEmpty() ? null : ASCII.writeValueAsString(address);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Could not write a return address as JSON.", e);
    }
  }

  public static Map<String, String> fromColumn(String column) {
    return column == null ? Map.of() : of(Json.object(column));
  }
}
