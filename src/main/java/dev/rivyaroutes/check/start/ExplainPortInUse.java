package dev.rivyaroutes.check.start;

import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Reports a port that is in use, with its key. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ExplainPortInUse extends AbstractFailureAnalyzer<PortInUseException> {

  private final Environment environment;

  ExplainPortInUse(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
    String port = String.valueOf(cause.getPort());
    String key =
        List.of("management.server.port", "server.port").stream()
            .filter(name -> port.equals(environment.getProperty(name)))
            .findFirst()
            .orElse("server.port");
    return new FailureAnalysis(
        "Port " + port + " (" + key + ") is in use by another program on this machine.",
        "Stop that program, or set " + key + " to another port.",
        cause);
  }
}
