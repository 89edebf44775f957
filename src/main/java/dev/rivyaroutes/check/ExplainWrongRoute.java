package dev.rivyaroutes.check;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Tells a route that Camel refuses, by file and line. */
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class ExplainWrongRoute implements FailureAnalyzer {

  private final Environment environment;

  ExplainWrongRoute(Environment environment) {
    this.environment = environment;
  }

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause : Causes.of(failure)) {
      if (cause instanceof MarkedYamlEngineException yaml && yaml.getProblemMark().isPresent()) {
        return explain(failure, place(yaml.getProblemMark().get()), yaml.getProblem());
      }
      String route = routeOf(cause);
      if (route != null) {
        String place =
            FlowFiles.of(environment)
                .placeOfRoute(route)
                .map(YamlPlace::toString)
                .orElse("route " + route);
        String words = Causes.ownWords(failure).orElse(Causes.innermost(failure));
        return explain(failure, place, "The route " + route + " cannot run: " + words);
      }
    }
    return null;
  }

  private static String routeOf(Throwable cause) {
    if (cause instanceof FailedToCreateRouteException create) {
      return create.getRouteId();
    }
    return cause instanceof FailedToStartRouteException start ? start.getRouteId() : null;
  }

  private static String place(Mark mark) {
    return mark.getName().replaceFirst("^(file|classpath):", "") + ":" + (mark.getLine() + 1);
  }

  private static FailureAnalysis explain(Throwable failure, String place, String problem) {
    String sentence = problem.endsWith(".") ? problem : problem + ".";
    return new FailureAnalysis(
        place + ": " + Masked.text(sentence),
        "Mend it there; Camel's reference of the YAML DSL and the README name what is allowed.",
        failure);
  }
}
