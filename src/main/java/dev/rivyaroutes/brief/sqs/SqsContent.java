package dev.rivyaroutes.brief.sqs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.brief.message.MessageBytes;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of a message. In quarantine it is the body alone or, if the message has attributes or
 * a group, this as a JSON document.
 *
 * @param attributes those that are text
 * @param group the group of a FIFO queue; null in others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SqsContent(String body, Map<String, String> attributes, String group) {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String DOCUMENT = "application/json";

  static SqsContent of(HeldMessage message) {
    return new SqsContent(message.body(), new TreeMap<>(message.attributes()), message.group());
  }

  /** The content of a message of the queue, or of one that is taken again. */
  static SqsContent of(ReceivedMessage message) throws IOException {
    if (message.handle() instanceof HeldMessage held) {
      return of(held);
    }
    try (InputStream raw = message.raw().open()) {
      return DOCUMENT.equals(message.contentType())
          ? Json.PLAIN.readValue(raw, SqsContent.class)
          : new SqsContent(new String(raw.readAllBytes(), StandardCharsets.UTF_8), Map.of(), null);
    }
  }

  MessageBytes bytes() {
    return attributes.isEmpty() && group == null
        ? new MessageBytes(
            TEXT, () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
        : new MessageBytes(
            DOCUMENT, () -> new ByteArrayInputStream(Json.INDENTED.writeValueAsBytes(this)));
  }
}
