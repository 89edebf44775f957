package dev.rivyaroutes.http;

import java.io.IOException;
import org.apache.camel.Exchange;

/**
 * A step of an HTTP route that may refuse the call. A refusal is an answer and ends the route; as
 * an exception it would be logged as a failure of the route, with its stack.
 */
@FunctionalInterface
interface Refusable {
  void run() throws ProblemException, IOException;

  static void run(Exchange exchange, Refusable step) {
    try {
      step.run();
    } catch (ProblemException | IOException e) {
      exchange.getMessage().setBody(ClassifyProblem.of(e).answer());
      exchange.setRouteStop(true);
    }
  }
}
