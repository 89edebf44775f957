package dev.rivyaroutes.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.servlet.HandlerMapping;

/**
 * An inbound call as our own HTTP routes see it: the body of their first message. None of its
 * headers and parameters is ever a header of the exchange.
 */
record HttpCall(HttpServletRequest request) {

  /** A variable of the path, percent-decoded; null when the path has no such variable. */
  String path(String name) {
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return variables instanceof Map<?, ?> map ? (String) map.get(name) : null;
  }

  String header(String name) {
    return request.getHeader(name);
  }

  /** A query parameter; null when absent or blank. */
  String query(String name) {
    String value = request.getParameter(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  Caller caller() {
    return Caller.of(request.getUserPrincipal());
  }
}
