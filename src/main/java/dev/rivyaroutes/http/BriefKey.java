package dev.rivyaroutes.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.github.f4b6a3.ulid.UlidCreator;
import java.io.IOException;
import java.io.InputStream;

/**
 * The source id of a brief that arrives over HTTP: the {@code Idempotency-Key}, else the brief's
 * own {@code client_request_id}, else a fresh ULID, with which a repeat counts as a new brief.
 *
 * @param text the key
 * @param chosen whether the caller has chosen it, so that it may come again with another request
 */
record BriefKey(String text, boolean chosen) {
  static final String HEADER = "Idempotency-Key";
  private static final String FIELD = "client_request_id";
  private static final int LONGEST = 256;
  private static final JsonFactory JSON = new JsonFactory();
  private static final YAMLFactory YAML = new YAMLFactory();

  /** The header's key; null when there is none. */
  static BriefKey ofHeader(HttpCall call) throws ProblemException {
    String header = call.header(HEADER);
    if (header == null) {
      return null;
    }
    String key = header.strip();
    if (key.isEmpty() || key.length() > LONGEST || !key.chars().allMatch(c -> c > 31 && c < 127)) {
      throw invalid(HEADER, "1 to 256 printable ASCII characters");
    }
    return new BriefKey(key, true);
  }

  /** The {@code client_request_id} of a JSON or YAML document, else a fresh key. */
  static BriefKey ofDocument(InputStream document, String contentType) throws ProblemException {
    try (JsonParser parser = (contentType.contains("yaml") ? YAML : JSON).createParser(document)) {
      return orFresh(field(parser));
    } catch (IOException e) {
      return fresh(); // The brief's own reader refuses it, with the place of the error.
    }
  }

  static BriefKey orFresh(String clientRequestId) throws ProblemException {
    if (clientRequestId == null || clientRequestId.isBlank()) {
      return fresh();
    }
    String key = clientRequestId.strip();
    if (key.length() > LONGEST || key.chars().anyMatch(Character::isISOControl)) {
      throw invalid(FIELD, "at most 256 characters on one line");
    }
    return new BriefKey(key, true);
  }

  static BriefKey fresh() {
    return new BriefKey(UlidCreator.getMonotonicUlid().toString(), false);
  }

  private static String field(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return null;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = parser.currentName().equals(FIELD);
      JsonToken value = parser.nextToken();
      if (wanted) {
        return value.isScalarValue() && value != JsonToken.VALUE_NULL ? parser.getText() : null;
      }
      parser.skipChildren();
    }
    return null;
  }

  private static ProblemException invalid(String field, String rule) {
    return new ProblemException(
        Problem.of(400, "invalid-key", field + " must have " + rule + ".").with("field", field));
  }
}
