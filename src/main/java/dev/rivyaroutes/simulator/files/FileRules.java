package dev.rivyaroutes.simulator.files;

import static dev.rivyaroutes.simulator.server.ApiError.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiError;
import dev.rivyaroutes.simulator.server.ApiJson;
import java.util.List;

/**
 * The default limits of uploads by kind, in the shape of a catalogue's {@code
 * reference_media.kinds} item.
 */
final class FileRules {

  private static final int MB = 1 << 20;

  private FileRules() {}

  /** The default rule of a kind, or null where there is no such kind. */
  static JsonNode of(String kind) {
    return switch (kind) {
      case "image" -> rule(10, "image/jpeg", "image/png", "image/webp");
      case "video" -> rule(50, "video/mp4", "video/quicktime", "video/webm");
      case "audio" ->
          rule(10, "audio/mpeg", "audio/mp4", "audio/wav", "audio/x-wav", "audio/aac", "audio/ogg");
      default -> null;
    };
  }

  static void check(String mimeType, long size, JsonNode rule) {
    long most = rule.path("max_bytes").asLong();
    require(size <= most, "The file has " + size + " bytes; at most " + most + " are accepted.");
    for (JsonNode accepted : rule.path("mime_types")) {
      if (accepted.asText().equals(mimeType)) {
        return;
      }
    }
    throw ApiError.invalid("A file of type " + mimeType + " is not accepted here.");
  }

  private static JsonNode rule(int megabytes, String... mimeTypes) {
    ObjectNode rule = ApiJson.object().put("max_bytes", (long) megabytes * MB);
    List.of(mimeTypes).forEach(rule.putArray("mime_types")::add);
    return rule;
  }
}
