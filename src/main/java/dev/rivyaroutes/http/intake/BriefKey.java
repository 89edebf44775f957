package dev.rivyaroutes.http.intake;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpCall;
import java.util.Collections;

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

  /** The header's key; null when there is none. */
  static BriefKey ofHeader(HttpCall call) {
    String header = call.header(HEADER);
    if (header == null) {
      return null;
    }
    if (Collections.list(call.request().getHeaders(HEADER)).size() > 1) {
      throw invalid(HEADER, "one value; send the header once");
    }
    String key = header.strip();
    if (key.isEmpty() || key.length() > LONGEST || !key.chars().allMatch(c -> c > 31 && c < 127)) {
      throw invalid(HEADER, "1 to 256 printable ASCII characters");
    }
    return new BriefKey(key, true);
  }

  /** The brief's own key, else a fresh one. */
  static BriefKey orFresh(String clientRequestId) {
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

  private static Problem invalid(String field, String rule) {
    return Problem.of(400, "invalid-key", field + " must have " + rule + ".").with("field", field);
  }
}
