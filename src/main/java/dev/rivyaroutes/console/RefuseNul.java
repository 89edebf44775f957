package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses searches and forms with a NUL character, which PostgreSQL has in no text. */
final class RefuseNul implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (Stream.of(values).anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw Problem.of(
                    400,
                    "invalid-parameter",
                    "The field " + name + " contains a NUL character; remove it.");
              }
            });
    return true;
  }
}
