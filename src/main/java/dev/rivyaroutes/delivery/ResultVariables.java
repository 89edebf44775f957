package dev.rivyaroutes.delivery;

import dev.rivyaroutes.Variables;
import java.util.List;
import org.apache.camel.Exchange;

/** Reads the variables that the rivya-result-source sets. */
public final class ResultVariables {

  private ResultVariables() {}

  public static Result result(Exchange exchange) {
    Result result = exchange.getVariable(Variables.RESULT, Result.class);
    if (result == null) {
      throw new IllegalStateException(
          "Route %s has no result to deliver; its sinks need `from: kamelet:rivya-result-source`."
              .formatted(exchange.getFromRouteId()));
    }
    return result;
  }

  /** Whether an earlier attempt of the delivery may have reached the sink. */
  public static boolean repeated(Exchange exchange) {
    return Boolean.TRUE.equals(exchange.getVariable(Variables.REPEATED, Boolean.class));
  }

  /** One file with {@code emit: file}, otherwise all files of the result. */
  public static List<ResultFile> files(Exchange exchange, Result result) {
    ResultFile file = exchange.getVariable(Variables.FILE, ResultFile.class);
    return file == null ? result.files() : List.of(file);
  }
}
