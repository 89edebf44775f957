package dev.rivyaroutes.brief.sqs;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.brief.sqs.ReadNotification.NewObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Notifications as AWS sends them. */
public final class Notifications {
  static final String TEST_EVENT =
      "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Time\":\"2026-11-27T08:00:00Z\",\"Bucket\":\"photos\"}";

  private Notifications() {}

  static List<String> keys() {
    return List.of(
        "in/a b.txt",
        "in/a+b.txt",
        "in/100%.txt",
        "in/a%20b.txt",
        "in/übung.txt",
        "in/\uD83E\uDD8A.txt");
  }

  static String s3(String event, NewObject... objects) {
    return json(
        Map.of(
            "Records",
            Arrays.stream(objects)
                .map(
                    one ->
                        Map.of(
                            "eventVersion",
                            "2.1",
                            "eventSource",
                            "aws:s3",
                            "eventName",
                            event,
                            "s3",
                            Map.of(
                                "bucket",
                                Map.of("name", one.bucket()),
                                "object",
                                Map.of("key", encoded(one.key()), "eTag", one.eTag(), "size", 5))))
                .toList()));
  }

  /** S3 encodes a key as a form does, but for the slash. */
  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  /** A notification that a new object has this ETag. */
  public static String created(String bucket, String key, String eTag) {
    return s3("ObjectCreated:Put", new NewObject(bucket, key, eTag));
  }

  static String sns(String message) {
    return json(
        Map.of(
            "Type",
            "Notification",
            "MessageId",
            "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
            "TopicArn",
            "arn:aws:sns:eu-central-1:123456789012:photos",
            "Subject",
            "Amazon S3 Notification",
            "Message",
            message));
  }

  static String eventBridge(String type, NewObject one) {
    return json(
        Map.of(
            "version",
            "0",
            "detail-type",
            type,
            "source",
            "aws.s3",
            "detail",
            Map.of(
                "bucket",
                Map.of("name", one.bucket()),
                "object",
                Map.of("key", one.key(), "etag", one.eTag(), "size", 5))));
  }

  private static String json(Map<String, ?> value) {
    try {
      return Json.PLAIN.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
