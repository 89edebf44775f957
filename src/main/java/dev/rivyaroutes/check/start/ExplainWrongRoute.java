package dev.rivyaroutes.check.start;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.MaskSecrets;
import dev.rivyaroutes.check.flows.FlowFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Reports a route that Camel cannot start, with file and line. */
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class ExplainWrongRoute implements FailureAnalyzer {

  private final Environment environment;

  ExplainWrongRoute(Environment environment) {
    this.environment = environment;
  }

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause : FailureChain.of(failure)) {
      if (cause instanceof MarkedYamlEngineException yaml && yaml.getProblemMark().isPresent()) {
        return explain(failure, place(yaml.getProblemMark().get()), yaml.getProblem());
      }
      String route = routeOf(cause);
      if (route != null) {
        return explain(failure, route);
      }
    }
    return null;
  }

  /** Camel runs a Kamelet as a separate route; its id is the Kamelet's name and a number. */
  private FailureAnalysis explain(Throwable failure, String route) {
    FlowFiles flows = FlowFiles.readable(environment, new ArrayList<>());
    String message = Causes.ownMessage(failure).orElse(Causes.innermost(failure));
    List<String> uses = flows.placesOfKamelet(route.replaceFirst("(-of-.*|-\\d+)$", ""));
    Optional<FileLine> own = flows.placeOfRoute(route);
    if (own.isEmpty() && !uses.isEmpty()) {
      return explain(failure, String.join(" or ", uses), message);
    }
    String place = own.map(FileLine::toString).orElse("route " + route);
    return explain(failure, place, "The route " + route + " cannot run: " + message);
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
        place + ": " + MaskSecrets.text(sentence),
        "Correct it there; Camel's reference of the YAML DSL and src/docs/kamelets.md list what is allowed.",
        failure);
  }
}
