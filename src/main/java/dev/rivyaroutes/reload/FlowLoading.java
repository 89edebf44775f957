package dev.rivyaroutes.reload;

import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Whether the flow files are loaded here. */
final class FlowLoading {

  private static final String KEY = "camel.main.routes-include-pattern";
  private static final String OWN = "classpath:camel/";

  private FlowLoading() {}

  /** Whoever has Camel load other routes than the program's own, loads flows too. */
  static boolean isOn(Environment environment) {
    return Stream.of(environment.getProperty(KEY, "").split(","))
        .allMatch(route -> route.startsWith(OWN));
  }
}
