package dev.rivyaroutes.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.MediaType;

/**
 * What a call says that its body is.
 *
 * @param name the media type without parameters, in lower case
 * @param charset the declared charset; UTF-8 when none is
 */
record BodyType(String name, Charset charset) {
  static final String MULTIPART = "multipart/form-data";

  private static final Set<String> DOCUMENTS =
      Set.of("application/json", "application/yaml", "application/x-yaml", "text/yaml");
  private static final Set<String> MANIFESTS =
      Set.of("application/x-ndjson", "application/jsonl", "text/csv");
  private static final Set<String> MEDIA = Set.of("image", "video", "audio");

  static BodyType of(HttpCall call) throws ProblemException {
    String encoding = call.header("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw unsupported("The Content-Encoding of the request is not read; send it uncompressed.");
    }
    return of(call.header("Content-Type"));
  }

  static BodyType of(String declared) throws ProblemException {
    MediaType type;
    Charset charset;
    try {
      type = declared == null ? null : MediaType.parseMediaType(declared);
      charset = type == null ? null : type.getCharset();
    } catch (IllegalArgumentException e) {
      throw unsupported(
          "The Content-Type of the request is no media type, or its charset is none.");
    }
    if (type != null) {
      String name = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
      BodyType known = new BodyType(name, charset == null ? StandardCharsets.UTF_8 : charset);
      if (known.isUsable()) {
        return known;
      }
    }
    throw unsupported(
        "Send a brief as application/json, application/yaml, text/plain, image/*, video/*, audio/*"
            + " or multipart/form-data, and a manifest as application/x-ndjson or text/csv.");
  }

  private boolean isUsable() {
    return isDocument()
        || isManifest()
        || isMedia()
        || name.equals("text/plain")
        || name.equals(MULTIPART);
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

  boolean isUtf8() {
    return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
  }

  private static ProblemException unsupported(String detail) {
    return new ProblemException(
        Problem.of(415, "unsupported-type", detail).with("field", "Content-Type"));
  }
}
