package dev.rivyaroutes.http;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.Printable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An error as callers see it: a problem document of RFC 9457. Thrown, it ends the call with that
 * document. The detail says what failed and what to do, and never holds a secret.
 */
public final class Problem extends ErrorResponseException {

  public static final String CONTENT_TYPE = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

  private Problem(ProblemDetail document) {
    super(HttpStatusCode.valueOf(document.getStatus()), document, null);
  }

  /**
   * @param word a stable word for the kind of problem, the end of its {@code type}
   * @param detail one or two sentences for people
   */
  public static Problem of(int status, String word, String detail) {
    ProblemDetail document = ProblemDetail.forStatus(status);
    document.setType(URI.create("urn:rivya-routes:problem:" + word));
    document.setDetail(Printable.line(detail));
    return new Problem(document);
  }

  /** Adds a member to the document, such as {@code id} or {@code field}. */
  public Problem with(String member, Object value) {
    getBody().setProperty(member, value);
    return this;
  }

  /** Adds a response header, such as {@code Retry-After}. */
  public Problem withHeader(String name, String value) {
    getHeaders().set(name, value);
    return this;
  }

  public int status() {
    return getBody().getStatus();
  }

  public String detail() {
    return getBody().getDetail();
  }

  public byte[] bytes() {
    return Json.bytes(getBody());
  }

  /** Writes the document, unless an answer has begun. */
  public void write(HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(status());
    response.setContentType(CONTENT_TYPE);
    getHeaders().toSingleValueMap().forEach(response::setHeader);
    byte[] bytes = bytes();
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** A refusal is an answer, not a fault: its stack trace would only cost time. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
