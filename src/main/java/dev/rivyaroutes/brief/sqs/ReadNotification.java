package dev.rivyaroutes.brief.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSkipped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads which objects a notification announces: one of S3, direct or wrapped in one of SNS, or an
 * event of EventBridge.
 */
final class ReadNotification {
  private static final int DEEPEST = 3;
  private static final String CODE = "no-s3-event";

  private ReadNotification() {}

  /**
   * A new object.
   *
   * @param key decoded
   * @param eTag null if the notification has none
   */
  record NewObject(String bucket, String key, String eTag) {}

  /**
   * @throws MessageSkipped if it announces no new object
   */
  static List<NewObject> read(String body) throws MessageRefused, MessageSkipped {
    return read(body, 0);
  }

  private static List<NewObject> read(String body, int depth)
      throws MessageRefused, MessageSkipped {
    JsonNode event = parse(body);
    if (event.path("Message").isTextual() && depth < DEEPEST) {
      return read(event.path("Message").textValue(), depth + 1);
    }
    if (event.path("Event").asText().equals("s3:TestEvent")) {
      throw new MessageSkipped("it is a test event of S3");
    }
    if (event.path("source").asText().equals("aws.s3")) {
      return List.of(ofEventBridge(event));
    }
    if (!event.path("Records").isArray() || event.path("Records").isEmpty()) {
      throw refused("It is no notification of S3.");
    }
    List<NewObject> objects = new ArrayList<>();
    for (JsonNode one : event.path("Records")) {
      if (one.path("eventName").asText().contains("ObjectCreated:")) {
        objects.add(ofRecord(one));
      } else if (!one.path("eventName").isTextual() || !one.has("s3")) {
        throw refused("It is no notification of S3.");
      }
    }
    if (objects.isEmpty()) {
      throw new MessageSkipped(
          "it announces no new object, but " + event.path("Records").path(0).path("eventName"));
    }
    return objects;
  }

  private static JsonNode parse(String body) throws MessageRefused {
    try {
      return Json.PLAIN.readTree(body);
    } catch (JsonProcessingException e) {
      throw refused("It is not valid JSON.");
    }
  }

  private static NewObject ofEventBridge(JsonNode event) throws MessageRefused, MessageSkipped {
    if (!event.path("detail-type").asText().equals("Object Created")) {
      throw new MessageSkipped("it announces no new object, but " + event.path("detail-type"));
    }
    JsonNode object = event.path("detail").path("object");
    // EventBridge does not encode keys.
    return object(event.path("detail").path("bucket"), object.path("key"), object.path("etag"));
  }

  private static NewObject ofRecord(JsonNode one) throws MessageRefused {
    JsonNode object = one.path("s3").path("object");
    NewObject encoded =
        object(one.path("s3").path("bucket"), object.path("key"), object.path("eTag"));
    try {
      return new NewObject(
          encoded.bucket(),
          URLDecoder.decode(encoded.key(), StandardCharsets.UTF_8),
          encoded.eTag());
    } catch (IllegalArgumentException e) {
      throw refused("Its key \"%s\" is not encoded as in a URL.".formatted(encoded.key()));
    }
  }

  private static NewObject object(JsonNode bucket, JsonNode key, JsonNode eTag)
      throws MessageRefused {
    String name = bucket.path("name").asText();
    if (name.isBlank() || key.asText().isEmpty()) {
      throw refused("It names no bucket or no key.");
    }
    return new NewObject(name, key.asText(), eTag.asText().isEmpty() ? null : eTag.asText());
  }

  private static MessageRefused refused(String reason) {
    return new MessageRefused(
        CODE,
        "The message cannot be used with messages: s3-events. %s Send S3 notifications to the queue, or set messages: briefs."
            .formatted(reason));
  }
}
