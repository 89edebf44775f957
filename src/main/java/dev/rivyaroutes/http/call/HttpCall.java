package dev.rivyaroutes.http.call;

import dev.rivyaroutes.http.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.web.servlet.HandlerMapping;

/**
 * An inbound call as our own HTTP routes see it: the body of their first message. None of its
 * headers and parameters is ever a header of the exchange.
 *
 * @param caller who calls, which is known on the server's own thread only
 */
public record HttpCall(HttpServletRequest request, Caller caller) {
  private static final String BODY = HttpCall.class.getName() + ".body";

  static HttpCall of(HttpServletRequest request) {
    return new HttpCall(request, Caller.of(request.getUserPrincipal()));
  }

  /** A variable of the path, percent-decoded; null when the path has no such variable. */
  public String path(String name) {
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return variables instanceof Map<?, ?> map ? (String) map.get(name) : null;
  }

  public String header(String name) {
    return request.getHeader(name);
  }

  public static boolean hasBody(HttpServletRequest request) {
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
