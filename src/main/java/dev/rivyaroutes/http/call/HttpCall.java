package dev.rivyaroutes.http.call;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.web.servlet.HandlerMapping;

/**
 * An inbound call as our own HTTP routes see it: the body of their first message. None of its
 * headers and parameters is ever a header of the exchange.
 */
public record HttpCall(HttpServletRequest request, Caller caller, Map<String, String> queries) {
  private static final String BODY = HttpCall.class.getName() + ".body";

  /**
   * Who calls is known on the server's own thread only.
   *
   * @param path the address as the call's route names it
   */
  static HttpCall of(HttpServletRequest request, String path) {
    return new HttpCall(
        request, Caller.of(request.getUserPrincipal()), Query.of(path, request.getQueryString()));
  }

  /** A variable of the path, percent-decoded; null when the path has no such variable. */
  public String path(String name) {
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return variables instanceof Map<?, ?> map ? (String) map.get(name) : null;
  }

  public String header(String name) {
    return request.getHeader(name);
  }

  /** A query parameter; null when absent or blank. */
  public String query(String name) {
    return queries.get(name);
  }

  public boolean hasBody() {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  void received(InputStream body) {
    request.setAttribute(BODY, body);
  }

  /** The body, which {@link ReceiveBody} has received. */
  public InputStream body() throws IOException {
    Object received = request.getAttribute(BODY);
    return received == null ? request.getInputStream() : (InputStream) received;
  }
}
