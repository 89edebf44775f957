package dev.rivyaroutes.brief;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a source says that a brief is: by the name's ending, else by the declared media type. */
enum Form {
  TEXT,
  JSON,
  YAML,
  JSON_LINES,
  CSV,
  MEDIA,
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
          "csv", CSV,
          "tsv", CSV);

  /** Endings that only media have; what they are is told by their first bytes alone. */
  private static final Set<String> MEDIA_ENDINGS =
      Set.of(
          "png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "heic", "avif", "mp4", "m4v",
          "mov", "mkv", "webm", "avi", "mp3", "wav", "m4a", "ogg", "flac", "aac");

  private static final Map<String, Form> TYPES =
      Map.of(
          "text/plain", TEXT,
          "application/json", JSON,
          "application/yaml", YAML,
          "application/x-yaml", YAML,
          "text/yaml", YAML,
          "application/x-ndjson", JSON_LINES,
          "application/jsonl", JSON_LINES,
          "text/csv", CSV,
          "text/tab-separated-values", CSV);

  private static final List<String> MEDIA_TYPES = List.of("image/", "video/", "audio/");

  boolean isManifest() {
    return this == JSON_LINES || this == CSV;
  }

  static Form of(String name, String contentType) {
    String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
    String ending = lower.contains(".") ? lower.substring(lower.lastIndexOf('.') + 1) : "";
    Form byName = MEDIA_ENDINGS.contains(ending) ? MEDIA : ENDINGS.get(ending);
    if (byName != null) {
      return byName;
    }
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    boolean media = MEDIA_TYPES.stream().anyMatch(type::startsWith);
    return media ? MEDIA : TYPES.getOrDefault(type.split(";")[0].strip(), UNSAID);
  }
}
