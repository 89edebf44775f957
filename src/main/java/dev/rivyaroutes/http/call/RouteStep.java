package dev.rivyaroutes.http.call;

import dev.rivyaroutes.http.ClassifyProblem;
import dev.rivyaroutes.http.Problem;
import java.io.IOException;
import org.apache.camel.Exchange;

/**
 * A step of an HTTP route that may refuse the call. A refusal is an answer and ends the route; as
 * an exception it would count as a failure of the route.
 */
@FunctionalInterface
public interface RouteStep {
  void run() throws IOException;

  static void run(Exchange exchange, RouteStep step) {
    try {
      step.run();
    } catch (Problem | IOException e) {
      exchange.getMessage().setBody(HttpAnswer.of(ClassifyProblem.of(e)));
      exchange.setRouteStop(true);
    }
  }
}
