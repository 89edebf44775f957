package dev.rivyaroutes.api;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that a call does not take. If they were ignored, a misspelt filter would
 * answer with everything.
 */
final class CheckParameters implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getQueryString() != null && handler instanceof HandlerMethod method) {
      List<String> known = names(method);
      request.getParameterMap().forEach((name, values) -> check(name, values, known));
    }
    return true;
  }

  /** The parameters of a call, alone or as the components of a record. */
  private static List<String> names(HandlerMethod method) {
    return Stream.of(method.getMethodParameters())
        .flatMap(CheckParameters::names)
        .sorted()
        .toList();
  }

  private static Stream<String> names(MethodParameter parameter) {
    if (parameter.getParameterType().isRecord()) {
      return Stream.of(parameter.getParameterType().getRecordComponents())
          .map(RecordComponent::getName);
    }
    RequestParam one = parameter.getParameterAnnotation(RequestParam.class);
    return one == null ? Stream.empty() : Stream.of(one.name());
  }

  private static void check(String name, String[] values, List<String> known) {
    if (!known.contains(name)) {
      throw invalid(name, unknown(name, known));
    }
    if (values.length > 1) {
      throw invalid(name, "The parameter " + name + " appears twice; send it once.");
    }
    if (values[0].indexOf('\0') >= 0) {
      // PostgreSQL refuses a NUL in a text.
      throw invalid(name, "The parameter " + name + " contains a NUL character; remove it.");
    }
  }

  private static String unknown(String name, List<String> known) {
    String wrong = "The parameter '" + name + "' is unknown. ";
    if (known.isEmpty()) {
      return wrong + "This call takes no query parameters; remove it.";
    }
    String near = Nearest.near(name, known);
    return wrong
        + (near == null ? "" : "Did you mean " + near + "? ")
        + "Known parameters: "
        + String.join(", ", known)
        + ".";
  }

  static Problem invalid(String field, String detail) {
    return Problem.of(400, "invalid-parameter", detail).with("field", field);
  }
}
