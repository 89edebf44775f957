package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** JSON whose numbers go out as they came in, digit for digit. */
final class ExactJson {
  private ExactJson() {}

  static ObjectMapper of(ObjectMapper json) {
    return json.copy()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
  }
}
