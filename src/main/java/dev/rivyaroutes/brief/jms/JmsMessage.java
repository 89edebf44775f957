package dev.rivyaroutes.brief.jms;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/**
 * The content of a message. In quarantine it is this as a JSON document.
 *
 * @param kind text, bytes, map, object, stream or message
 * @param properties texts, numbers and booleans by name
 * @param problem why the body could not be read; null if it could
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record JmsMessage(
    String kind,
    @JsonUnwrapped JmsHeaders headers,
    Map<String, Object> properties,
    @JsonUnwrapped JmsBody body,
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
    return 1_000L + body.size();
  }

  String messageId() {
    return headers.messageId();
  }

  String correlationId() {
    return headers.correlationId();
  }

  String replyTo() {
    return headers.replyTo();
  }

  long timestamp() {
    return headers.timestamp();
  }

  String text() {
    return body.text();
  }

  byte[] bytes() {
    return body.bytes();
  }

  Map<String, Object> map() {
    return body.map();
  }
}
