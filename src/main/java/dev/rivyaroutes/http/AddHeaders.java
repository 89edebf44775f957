package dev.rivyaroutes.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.handler.MappedInterceptor;

/**
 * Gives every answer of some addresses the same headers.
 *
 * @param headers the values by name
 */
public record AddHeaders(Map<String, String> headers) implements HandlerInterceptor {

  public static MappedInterceptor to(Map<String, String> headers, String... paths) {
    return new MappedInterceptor(paths, new AddHeaders(headers));
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    headers.forEach(response::setHeader);
    return true;
  }
}
