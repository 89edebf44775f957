package dev.rivyaroutes.brief;

import java.util.Locale;
import java.util.Map;

/** What a source says that a text is: by the name's ending, else by the declared media type. */
enum Form {
  TEXT,
  JSON,
  YAML,
  JSON_LINES,
  CSV,
  UNSAID;

  private static final Map<String, Form> ENDINGS =
      Map.of(
          "txt", TEXT,
          "md", TEXT,
          "json", JSON,
          "yaml", YAML,
          "yml", YAML,
          "jsonl", JSON_LINES,
          "ndjson", JSON_LINES,
          "csv", CSV);

  private static final Map<String, Form> TYPES =
      Map.of(
          "text/plain", TEXT,
          "application/json", JSON,
          "application/yaml", YAML,
          "application/x-yaml", YAML,
          "text/yaml", YAML,
          "application/x-ndjson", JSON_LINES,
          "application/jsonl", JSON_LINES,
          "text/csv", CSV);

  boolean isManifest() {
    return this == JSON_LINES || this == CSV;
  }

  static Form of(String name, String contentType) {
    String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
    Form byName = ENDINGS.get(lower.substring(lower.lastIndexOf('.') + 1));
    if (byName != null && lower.contains(".")) {
      return byName;
    }
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(type.split(";")[0].strip(), UNSAID);
  }
}
