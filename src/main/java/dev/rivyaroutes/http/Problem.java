package dev.rivyaroutes.http;

import dev.rivyaroutes.Printable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * An error as callers see it: a problem document of RFC 9457. The text says what failed and what to
 * do, and never holds a secret.
 *
 * @param status the HTTP status
 * @param word a stable word for the kind of problem, the end of its {@code type}
 * @param detail one or two sentences for people
 * @param more further members of the document, such as {@code id} or {@code field}
 * @param headers response headers, such as {@code Retry-After}
 */
public record Problem(
    int status, String word, String detail, Map<String, Object> more, Map<String, String> headers) {

  static final String CONTENT_TYPE = "application/problem+json";

  public Problem {
    detail = Printable.line(detail);
    more = Map.copyOf(more);
    headers = Map.copyOf(headers);
  }

  public static Problem of(int status, String word, String detail) {
    return new Problem(status, word, detail, Map.of(), Map.of());
  }

  public Problem with(String member, Object value) {
    Map<String, Object> members = new LinkedHashMap<>(more);
    members.put(member, value);
    return new Problem(status, word, detail, members, headers);
  }

  public Problem withHeader(String name, String value) {
    Map<String, String> names = new LinkedHashMap<>(headers);
    names.put(name, value);
    return new Problem(status, word, detail, more, names);
  }

  /** Writes the document, unless an answer is already on its way. */
  public void write(HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    answer().write(response);
  }

  HttpAnswer answer() {
    return new HttpAnswer(status, CONTENT_TYPE, headers, Json.bytes(document()));
  }

  byte[] bytes() {
    return Json.bytes(document());
  }

  private Map<String, Object> document() {
    HttpStatus known = HttpStatus.resolve(status);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", "urn:rivya-routes:problem:" + word);
    document.put("title", known == null ? "Error" : known.getReasonPhrase());
    document.put("status", status);
    document.put("detail", detail);
    document.putAll(more);
    return document;
  }
}
