package dev.rivyaroutes.http.call;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * What a call gets back.
 *
 * @param body opens the bytes; called once, or not at all for HEAD and empty answers
 * @param length the number of bytes
 */
public record HttpAnswer(
    int status, String contentType, Map<String, String> headers, Body body, long length)
    implements Answer {
  private static final int AT_ONCE = 16_384;

  @FunctionalInterface
  public interface Body {
    InputStream open() throws IOException;
  }

  public HttpAnswer(int status, String contentType, Map<String, String> headers, byte[] bytes) {
    this(status, contentType, headers, () -> new ByteArrayInputStream(bytes), bytes.length);
  }

  public static HttpAnswer of(Problem problem) {
    return new HttpAnswer(
        problem.status(),
        Problem.CONTENT_TYPE,
        problem.getHeaders().toSingleValueMap(),
        problem.bytes());
  }

  public static HttpAnswer json(int status, Object value) {
    return new HttpAnswer(status, "application/json", Map.of(), Json.bytes(value));
  }

  public static HttpAnswer json(int status, Object value, String location) {
    return new HttpAnswer(
        status, "application/json", Map.of("Location", location), Json.bytes(value));
  }

  public static HttpAnswer empty(int status, Map<String, String> headers) {
    return new HttpAnswer(status, null, headers, InputStream::nullInputStream, -1);
  }

  /** Whether the server might have to wait until its caller takes an answer of so many bytes. */
  public static boolean isLong(long length) {
    return length > AT_ONCE;
  }

  /** Status and headers of an answer whose bytes come later. */
  void writeHead(HttpServletResponse response) {
    response.setStatus(status);
    if (contentType != null) {
      response.setContentType(contentType);
    }
    headers.forEach(response::setHeader);
  }

  /** Answers a call. A caller that reads a long answer slowly holds no thread. */
  public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.isAsyncStarted() || isLong(length)) {
      AsyncResponse.of(request, response, () -> {}).end(this);
    } else {
      write(response);
    }
  }

  @Override
  public void write(HttpServletResponse response) throws IOException {
    writeHead(response);
    if (length < 0) {
      return;
    }
    try (InputStream bytes = body.open()) {
      response.setContentLengthLong(length);
      bytes.transferTo(response.getOutputStream());
    }
  }
}
