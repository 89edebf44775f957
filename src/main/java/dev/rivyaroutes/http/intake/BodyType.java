package dev.rivyaroutes.http.intake;

import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpCall;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.MediaType;

/**
 * What a call or a part of it says that its body is.
 *
 * @param name the media type without parameters, in lower case, and in the usual one of its names
 * @param charset the declared charset; UTF-8 when none is
 */
record BodyType(String name, Charset charset) {
  static final String MULTIPART = "multipart/form-data";
  static final String JSON = "application/json";

  private static final String YAML = "application/yaml";
  private static final String CSV = "text/csv";
  private static final String JSON_LINES = "application/x-ndjson";
  private static final String TEXT = "text/plain";

  /** What programs declare that do not know a file's type. */
  private static final Set<String> VAGUE =
      Set.of("application/octet-stream", TEXT, "application/vnd.ms-excel");

  private static final Set<String> DOCUMENTS = Set.of(JSON, YAML);
  private static final Set<String> MANIFESTS = Set.of(JSON_LINES, CSV);
  private static final Set<String> MEDIA = Set.of("image", "video", "audio");

  private static final String TAKEN =
      "Send a brief as application/json, application/yaml, text/plain, image/*, video/*, audio/* or"
          + " multipart/form-data, and a manifest as application/x-ndjson, text/csv or"
          + " text/tab-separated-values.";

  static BodyType of(HttpCall call) {
    return of(call.header("Content-Type"));
  }

  static BodyType of(String declared) {
    if (declared == null || declared.isBlank()) {
      throw unsupported(
          "The request has no Content-Type. Add one, as with curl -H 'Content-Type: application/json'. %s"
              .formatted(TAKEN));
    }
    MediaType type = parse(declared);
    BodyType known = new BodyType(usual(type), charset(type));
    if (known.name.equals("application/x-www-form-urlencoded")) {
      throw unsupported(
          "A form cannot hold a brief, and curl -d declares one by itself: add -H 'Content-Type: application/json', or send multipart/form-data (curl -F). %s"
              .formatted(TAKEN));
    }
    if (!known.isUsable()) {
      throw unsupported("The Content-Type of the request is not taken. " + TAKEN);
    }
    return known;
  }

  /** What a file is by the ending of its name; null when that says nothing. */
  static BodyType ofFile(String fileName, String declared) {
    String name = fileName == null ? "" : fileName.toLowerCase(Locale.ROOT);
    String ending = ofEnding(name.substring(name.lastIndexOf('.') + 1));
    MediaType type = declared == null || declared.isBlank() ? null : parse(declared);
    if (ending == null || type != null && !VAGUE.contains(usual(type))) {
      return null;
    }
    return new BodyType(ending, type == null ? StandardCharsets.UTF_8 : charset(type));
  }

  private static MediaType parse(String declared) {
    try {
      return MediaType.parseMediaType(declared);
    } catch (IllegalArgumentException e) {
      // Its charset may be what is wrong, and the parser says so only in its own words.
      throw unsupported(
          "The Content-Type of the request is no media type, or its charset is not known. Use charset=utf-8. %s"
              .formatted(TAKEN));
    }
  }

  private static Charset charset(MediaType type) {
    try {
      Charset charset = type.getCharset();
      return charset == null ? StandardCharsets.UTF_8 : charset;
    } catch (IllegalArgumentException e) {
      throw unsupported("The charset of the Content-Type is not known. Use charset=utf-8.");
    }
  }

  private static String ofEnding(String ending) {
    return switch (ending) {
      case "json" -> JSON;
      case "yaml", "yml" -> YAML;
      case "jsonl", "ndjson" -> JSON_LINES;
      case "csv", "tsv" -> CSV;
      case "txt", "md" -> TEXT;
      default -> null;
    };
  }

  private static String usual(MediaType type) {
    String name = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
    if (name.endsWith("+json")) {
      return JSON;
    }
    return switch (name) {
      case "text/json" -> JSON;
      case "application/x-yaml", "text/yaml", "text/x-yaml" -> YAML;
      case "application/jsonl", "application/ndjson", "application/x-jsonlines" -> JSON_LINES;
      case "application/csv", "text/tab-separated-values" -> CSV;
      case "text/markdown" -> TEXT;
      default -> name.endsWith("+yaml") ? YAML : name;
    };
  }

  String header() {
    return name + ";charset=" + charset.name();
  }

  private boolean isUsable() {
    return isDocument() || isManifest() || isMedia() || name.equals(TEXT) || name.equals(MULTIPART);
  }

  boolean isDocument() {
    return DOCUMENTS.contains(name);
  }

  boolean isManifest() {
    return MANIFESTS.contains(name);
  }

  /** Media are known by their first bytes; the declared type only says: no text. */
  boolean isMedia() {
    return MEDIA.contains(name.substring(0, name.indexOf('/')))
        || name.equals("application/octet-stream");
  }

  static Problem unsupported(String detail) {
    return Problem.of(415, "unsupported-type", detail).with("field", "Content-Type");
  }
}
