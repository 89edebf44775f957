package dev.rivyaroutes.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** A call that Rivya refuses, with the code of its error body. */
public final class ApiError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final int retryAfter;

  public ApiError(int status, String code, String message) {
    this(status, code, message, -1);
  }

  public ApiError(int status, String code, String message, int retryAfter) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  public static ApiError invalid(String message) {
    return new ApiError(400, "validation_failed", message);
  }

  public static void require(boolean valid, String message) {
    if (!valid) {
      throw invalid(message);
    }
  }

  /** Refuses fields that are not known; the message has a place for the field's name. */
  public static void requireKnown(JsonNode object, Set<String> known, String message) {
    object
        .fieldNames()
        .forEachRemaining(field -> require(known.contains(field), message.formatted(field)));
  }

  public static ApiError notFound(String what) {
    return new ApiError(404, "not_found", what + " was not found.");
  }

  public static ApiError rateLimited(int retryAfter) {
    return new ApiError(
        429, "rate_limited", "Too many requests in the current window.", retryAfter);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  /** Seconds for the Retry-After header, or -1 for none. */
  int retryAfter() {
    return retryAfter;
  }
}
