package dev.rivyaroutes.flowtest.end;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.media.DetectMediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What is compared of a content: JSON as {@code json}, text as {@code text}, and of media the type
 * and, as {@code content}, the name of the file of the test that has the same bytes.
 */
public final class ContentFacts {
  private static final String GENERATED = "generated";

  private final Map<String, String> names = new ConcurrentHashMap<>();

  /** Forgets the files of the last case. */
  public void clear() {
    names.clear();
  }

  /** A file of the case. */
  public void know(String name, byte[] bytes) {
    names.putIfAbsent(DigestUtils.sha256Hex(bytes), name);
  }

  /** The name of the file of the case with this SHA-256, in hex. */
  public String name(String sha256) {
    return names.getOrDefault(sha256, GENERATED);
  }

  /** Adds the facts of a content to an item. */
  public ObjectNode add(ObjectNode item, byte[] bytes) {
    String text = text(bytes);
    if (text == null) {
      String type = DetectMediaType.of(bytes).contentType();
      if (!item.has("type")) {
        item.put("type", type);
      }
      return item.put("content", name(DigestUtils.sha256Hex(bytes)));
    }
    JsonNode json = json(text);
    return json == null ? item.put("text", text) : item.set("json", json);
  }

  public ObjectNode add(ObjectNode item, String text) {
    return add(item, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Null for a text that is no JSON. */
  static JsonNode json(String text) {
    String start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return null;
    }
    try {
      return Json.EXACT.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Null for bytes that are no text. */
  private static String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean binary = text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
      return binary ? null : text;
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
