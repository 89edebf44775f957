package dev.rivyaroutes.simulator.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;

/** Rivya's JSON: objects, timestamps with milliseconds, the error body. */
public final class ApiJson {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final AtomicLong REQUESTS = new AtomicLong();

  private ApiJson() {}

  public static ObjectNode object() {
    return Json.PLAIN.createObjectNode();
  }

  public static String text(String text) {
    return Json.PLAIN.getNodeFactory().textNode(text).toString();
  }

  public static String time(Instant instant) {
    return MILLIS.format(instant);
  }

  public static Reply json(int status, JsonNode node) {
    return Reply.of(status, "application/json; charset=utf-8", bytes(node));
  }

  public static byte[] bytes(JsonNode node) {
    try {
      return Json.PLAIN.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ObjectNode parse(byte[] body) {
    try {
      if (Json.PLAIN.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw ApiError.invalid("The body is not valid JSON.");
    }
    throw ApiError.invalid("The body must be a JSON object.");
  }

  public static Reply error(ApiError refusal) {
    ObjectNode root = object();
    root.putObject("error")
        .put("code", refusal.code())
        .put("message", refusal.getMessage())
        .put("requestId", "req_" + Long.toString(REQUESTS.incrementAndGet(), 36));
    Reply reply = json(refusal.status(), root);
    return refusal.retryAfter() < 0
        ? reply
        : reply.withHeader("Retry-After", Integer.toString(refusal.retryAfter()));
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
