package dev.rivyaroutes.brief.jms;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * The body of a message; what its kind does not have is null.
 *
 * @param text of a text message
 * @param bytes of a bytes message, or of an object that was not deserialised
 * @param map of a map message
 * @param list of a stream message
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JmsBody(String text, byte[] bytes, Map<String, Object> map, List<Object> list) {

  /** About how much memory it takes. */
  long size() {
    return (text == null ? 0 : 2L * text.length())
        + (bytes == null ? 0 : bytes.length)
        + (map == null ? 0 : map.values().stream().mapToLong(JmsBody::size).sum());
  }

  private static long size(Object value) {
    return value instanceof String string ? 2L * string.length() : Long.BYTES;
  }
}
