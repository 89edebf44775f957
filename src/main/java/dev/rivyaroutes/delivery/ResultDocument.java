package dev.rivyaroutes.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.job.Cause;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A result as a JSON document: the sidecar of a file, the body of a callback, the body with {@code
 * emit: result}. Every key is present, null when unknown, except for the keys that a sink adds to a
 * file, such as {@code url}. The same result always gives the same bytes.
 */
public final class ResultDocument {

  private ResultDocument() {}

  /** The document with all files of the result. */
  public static Map<String, Object> of(Result result) {
    return of(result, result.files(), file -> Map.of());
  }

  /** The document with one file: its sidecar. */
  public static Map<String, Object> of(Result result, ResultFile file) {
    return of(result, List.of(file), one -> Map.of());
  }

  /** The document with all files, each with the keys that the sink adds. */
  public static Map<String, Object> of(
      Result result, Function<ResultFile, Map<String, Object>> more) {
    return of(result, result.files(), more);
  }

  /**
   * The document with links to its files.
   *
   * @param file the one file that it has; null for all files of the result
   */
  public static Map<String, Object> withLinks(Result result, ResultFile file, ResultLinks links) {
    return of(
        result,
        file == null ? result.files() : List.of(file),
        one -> Map.of("url", links.file(result, one)));
  }

  /** The document as UTF-8 JSON. */
  public static byte[] bytes(Map<String, Object> document) {
    try {
      return Json.INDENTED.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The document of a result could not be written as JSON.", e);
    }
  }

  private static Map<String, Object> of(
      Result result, List<ResultFile> files, Function<ResultFile, Map<String, Object>> more) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("delivery_id", result.deliveryId());
    document.put("job", result.jobId());
    document.put("flow", result.flow());
    document.put("sink", result.sink());
    document.put("status", result.status());
    document.put("source", map("id", result.sourceId(), "name", result.sourceName()));
    document.put("account", result.account());
    document.put("model", result.model());
    document.put("task_id", result.taskId());
    document.put("client_request_id", result.clientRequestId());
    document.put("prompt", result.prompt());
    document.put("answer", result.answer());
    document.put(
        "credits", map("reserved", result.reservedCredits(), "final", result.finalCredits()));
    document.put("error", error(result.cause()));
    document.put("accepted_at", text(result.acceptedAt()));
    document.put("finished_at", text(result.finishedAt()));
    document.put("files", files.stream().map(file -> file(file, more.apply(file))).toList());
    return document;
  }

  private static Map<String, Object> error(Cause cause) {
    if (cause == null) {
      return null;
    }
    Map<String, Object> error = map("class", cause.trouble().word(), "code", cause.code());
    error.put("message", cause.text());
    error.put("request_id", cause.requestId());
    return error;
  }

  private static Map<String, Object> file(ResultFile file, Map<String, Object> more) {
    Map<String, Object> entry = map("n", file.n(), "name", file.name());
    entry.put("content_type", file.contentType());
    entry.put("size", file.size());
    entry.put("sha256", file.sha256());
    entry.putAll(more);
    return entry;
  }

  private static Map<String, Object> map(String key, Object value, String key2, Object value2) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put(key2, value2);
    return map;
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
