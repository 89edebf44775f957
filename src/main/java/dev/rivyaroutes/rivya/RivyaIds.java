package dev.rivyaroutes.rivya;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Reads the public fields of a generation. */
public final class RivyaIds {

  private RivyaIds() {}

  /**
   * The task id of an answer to the create call.
   *
   * @throws IllegalStateException when it has none, so that the outcome is not known
   */
  public static String taskId(JsonNode answer) {
    String id = answer.path("id").asText("");
    if (!RivyaCall.isId(id)) {
      throw new IllegalStateException("Rivya answered the create call without a usable id");
    }
    return id;
  }

  /** A number of credits; null when the answer has none. */
  public static BigDecimal credits(JsonNode answer, String field) {
    JsonNode credits = answer.path(field);
    return credits.isNumber() ? credits.decimalValue() : null;
  }
}
