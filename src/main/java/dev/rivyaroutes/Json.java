package dev.rivyaroutes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;

/** The JSON readers and writers of the program, named by what they guarantee. */
public final class Json {

  /** Jackson's defaults. */
  public static final JsonMapper PLAIN = new JsonMapper();

  /** Numbers are written with the digits they were read with. */
  public static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  /** The HTTP API: snake_case, ISO 8601 times, no null fields; a repeated key is refused. */
  public static final JsonMapper API =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .addModule(new JavaTimeModule())
          .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  /** Keys in alphabetical order: equal objects have equal text. */
  public static final ObjectWriter SORTED =
      PLAIN.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Indented, for files that people open; numbers have no exponent. */
  public static final ObjectWriter INDENTED =
      PLAIN
          .writer(SerializationFeature.INDENT_OUTPUT)
          .with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

  private Json() {}

  /** An answer of the HTTP API. */
  public static byte[] bytes(Object value) {
    try {
      return API.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Could not write an answer as JSON.", e);
    }
  }

  /** An object that the ledger stores as JSON. */
  public static Map<String, Object> object(String json) {
    try {
      return API.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The ledger holds an object that is not valid JSON.", e);
    }
  }
}
