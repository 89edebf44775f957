package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The standard fields of a brief document.
 *
 * @param prompt the text, or null
 * @param params the model's parameters, or an empty map
 * @param references names of siblings, {@code https} URLs, or inline media, unchanged
 * @param model Rivya's model id, or null
 * @param clientRequestId the caller's own trace id, or null
 */
public record BriefDocument(
    String prompt,
    Map<String, Object> params,
    List<?> references,
    String model,
    String clientRequestId) {

  /** The fields that a document may have unless the flow's own prompt reads others. */
  static final List<String> FIELDS =
      List.of("prompt", "params", "references", "model", "client_request_id");

  /** The limit of the Files API. */
  private static final int LONGEST_REQUEST_ID = 128;

  public static final BriefDocument EMPTY =
      new BriefDocument(null, Map.of(), List.of(), null, null);

  /** Whether it contributes nothing to a job whose prompt is the flow's. */
  public boolean isEmpty() {
    return params.isEmpty() && references.isEmpty() && model == null;
  }

  public static BriefDocument of(Map<?, ?> fields, boolean template) throws BriefRefused {
    for (Object field : fields.keySet()) {
      if (!template && !FIELDS.contains(field)) {
        throw new BriefRefused(
            "The field %s is not known; %s Other fields are only for flows whose own prompt reads them."
                .formatted(BriefText.quote(field), meant(String.valueOf(field))));
      }
    }
    return new BriefDocument(
        // A flow with its own prompt may read even the prompt field as data.
        template ? null : text(fields, "prompt"),
        params("params", fields.get("params")),
        references("references", fields.get("references")),
        text(fields, "model"),
        requestId(text(fields, "client_request_id")));
  }

  private static String meant(String field) {
    String nearest = Nearest.near(field, FIELDS);
    return nearest == null
        ? "a document has " + String.join(", ", FIELDS) + "."
        : "did you mean '" + nearest + "'?";
  }

  /** Reads parameters from a map or from JSON text. */
  public static Map<String, Object> params(String field, Object value) throws BriefRefused {
    Object read = value instanceof String text ? ReadDocument.anyJson(field, text) : value;
    if (read == null) {
      return Map.of();
    }
    if (!(read instanceof Map<?, ?> map)) {
      throw new BriefRefused(field + " must be a JSON object, such as {\"size\": \"1:1\"}.");
    }
    Map<String, Object> params = new LinkedHashMap<>();
    map.forEach((key, v) -> params.put(String.valueOf(key), v));
    return params;
  }

  /** Reads references from a list, from JSON text of one, or from one name or URL. */
  public static List<?> references(String field, Object value) throws BriefRefused {
    if (value == null) {
      return List.of();
    }
    if (value instanceof String text) {
      String stripped = text.strip();
      return stripped.startsWith("[")
          ? references(field, ReadDocument.anyJson(field, stripped))
          : stripped.isEmpty() ? List.of() : List.of(stripped);
    }
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    throw new BriefRefused(field + " must be a list of names, https URLs or inline media.");
  }

  /** A field that holds text, or null. */
  static String text(Map<?, ?> fields, String field) throws BriefRefused {
    Object value = fields.get(field);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new BriefRefused(field + " must be a text; put it into quotes.");
  }

  private static String requestId(String id) throws BriefRefused {
    if (id != null && id.length() > LONGEST_REQUEST_ID) {
      throw new BriefRefused(
          "client_request_id has %s characters; at most %s are allowed."
              .formatted(id.length(), LONGEST_REQUEST_ID));
    }
    return id == null || id.isBlank() ? null : id;
  }
}
