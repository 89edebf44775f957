package dev.rivyaroutes.brief.jms;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The content of a message. In quarantine it is this as a JSON document.
 *
 * @param kind text, bytes, map, object, stream or message
 * @param messageId the JMSMessageID; may be null
 * @param correlationId the JMSCorrelationID; may be null
 * @param replyTo the JMSReplyTo, such as {@code queue:answers}; may be null
 * @param timestamp the JMSTimestamp in milliseconds; 0 if the sender set none
 * @param properties texts, numbers and booleans by name
 * @param text of a text message
 * @param bytes of a bytes message, or of an object that was not deserialised
 * @param map of a map message
 * @param list of a stream message
 * @param problem why the body could not be read; null if it could
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record JmsMessage(
    String kind,
    String messageId,
    String correlationId,
    String replyTo,
    long timestamp,
    Map<String, Object> properties,
    String text,
    byte[] bytes,
    Map<String, Object> map,
    List<Object> list,
    String problem) {

  static final String TYPE = "application/json";

  /** The property with the delivery id of a result. */
  static final String OWN = "rivyaDeliveryId";

  static JmsMessage read(InputStream json) throws IOException {
    return Json.PLAIN.readValue(json, JmsMessage.class);
  }

  byte[] write() {
    try {
      return Json.INDENTED.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The message could not be written as JSON.", e);
    }
  }

  /** A property as text; null if there is none. */
  String property(String name) {
    Object value = properties.get(name);
    return value == null ? null : value.toString();
  }

  /** The media type of the body, where the sender says it; may be null. */
  String contentType() {
    return properties.entrySet().stream()
        .filter(one -> one.getKey().toLowerCase(Locale.ROOT).replace("_", "").equals("contenttype"))
        .map(one -> one.getValue().toString())
        .findFirst()
        .orElse(null);
  }

  /** About how much memory it takes. */
  long size() {
    return 1_000L
        + (text == null ? 0 : 2L * text.length())
        + (bytes == null ? 0 : bytes.length)
        + (map == null ? 0 : map.values().stream().mapToLong(JmsMessage::size).sum());
  }

  private static long size(Object value) {
    return value instanceof String string ? 2L * string.length() : Long.BYTES;
  }
}
