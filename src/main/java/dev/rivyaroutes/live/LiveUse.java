package dev.rivyaroutes.live;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.flows.FlowFile;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A Kamelet as a running flow uses it.
 *
 * @param file the flow
 * @param route the id of its route
 * @param use the Kamelet and its parameters
 * @param resolve resolves placeholders
 */
record LiveUse(
    FlowFile file, Optional<String> route, FlowFile.Use use, UnaryOperator<String> resolve) {

  String kamelet() {
    return use.kamelet();
  }

  FileLine place() {
    return use.place();
  }

  /** The value of a parameter; empty if it is not set. */
  String value(String parameter) {
    return value(parameter, "");
  }

  String value(String parameter, String usual) {
    return use.value(parameter, usual, resolve).strip();
  }

  String connection() {
    return value("connection", "default");
  }
}
