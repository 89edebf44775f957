package dev.rivyaroutes.reload;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.check.flows.FlowText;
import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;

/** Says why Camel cannot run a flow file that the check found right. */
final class ExplainLoadFailure {

  private ExplainLoadFailure() {}

  static Finding explain(FlowText file, Throwable failure) {
    String cause = Causes.ownMessage(failure).orElseGet(() -> Causes.innermost(failure));
    Optional<String> route =
        FailureChain.of(failure).stream()
            .map(ExplainLoadFailure::route)
            .flatMap(Optional::stream)
            .findFirst();
    FileLine place =
        route
            .flatMap(id -> FlowFiles.of(file).placeOfRoute(id.replaceFirst("^.*-of-", "")))
            .orElse(new FileLine(file.name(), 1, 1));
    return Finding.at(
        Rule.ROUTE,
        place,
        "%s cannot run: %s"
            .formatted(
                route.map(id -> "The route " + id).orElse("The file"),
                cause.endsWith(".") ? cause : cause + "."),
        "Correct the file; it is loaded when it changes.");
  }

  private static Optional<String> route(Throwable cause) {
    if (cause instanceof FailedToCreateRouteException create) {
      return Optional.ofNullable(create.getRouteId());
    }
    return cause instanceof FailedToStartRouteException start
        ? Optional.ofNullable(start.getRouteId())
        : Optional.empty();
  }
}
