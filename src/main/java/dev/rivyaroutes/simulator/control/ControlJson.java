package dev.rivyaroutes.simulator.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import java.util.Arrays;
import java.util.List;
import org.springframework.core.NestedExceptionUtils;

/** The settings of the simulator as JSON; a duration is a number of milliseconds. */
final class ControlJson {

  private static final JsonMapper MAPPER =
      Json.API
          .rebuild()
          .enable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
          .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
          .serializationInclusion(JsonInclude.Include.ALWAYS)
          .build();

  private ControlJson() {}

  static <T extends JsonNode> T tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The value, changed where the JSON names a field. */
  @SuppressWarnings("unchecked")
  static <T> T merge(T value, ObjectNode changes) {
    ObjectNode merged = tree(value);
    return (T) read(merged.setAll(changes), value.getClass());
  }

  /**
   * @throws IllegalArgumentException naming the field that is wrong
   */
  static <T> T read(JsonNode json, Class<T> type) {
    try {
      return MAPPER.treeToValue(json, type);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          "There is no field %s; there are %s"
              .formatted(e.getPropertyName(), e.getKnownPropertyIds()));
    } catch (InvalidFormatException e) {
      throw new IllegalArgumentException(
          "%s is '%s'; it must be %s"
              .formatted(field(e), e.getValue(), expected(e.getTargetType())));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
    }
  }

  private static String field(JsonMappingException failure) {
    List<JsonMappingException.Reference> path = failure.getPath();
    return path.isEmpty() ? "The value" : path.get(path.size() - 1).getFieldName();
  }

  private static String expected(Class<?> type) {
    return type.isEnum()
        ? "one of "
            + Arrays.stream(type.getEnumConstants()).map(value -> tree(value).asText()).toList()
        : "a " + type.getSimpleName().toLowerCase();
  }
}
