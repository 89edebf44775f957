package dev.rivyaroutes.check.start;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.WrongConfiguration;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The exit codes of a failed start, for the supervisor that restarts the program. */
public final class StartExitCode {

  /** Another failure; a restart may help. See the log. */
  public static final int OTHER = 1;

  /** The configuration is wrong; a restart does not help. */
  public static final int CONFIGURATION = 2;

  /** The database cannot be reached. */
  public static final int DATABASE = 3;

  private StartExitCode() {}

  public static int exitCode(Throwable failure) {
    if (ExplainUnreachableLedger.isAway(failure)) {
      return DATABASE;
    }
    boolean wrong =
        Causes.ownMessage(failure).isPresent()
            || FailureChain.of(failure).stream().anyMatch(StartExitCode::isConfiguration)
            || ExplainUnreachableLedger.isRefused(failure)
            || ExplainWrongLibrary.isReason(failure);
    return wrong ? CONFIGURATION : OTHER;
  }

  private static boolean isConfiguration(Throwable cause) {
    return cause instanceof WrongConfiguration
        || cause instanceof BindException
        || cause instanceof MarkedYAMLException
        || cause instanceof MarkedYamlEngineException
        || cause instanceof FailedToCreateRouteException
        || cause instanceof FailedToStartRouteException
        || cause instanceof PortInUseException;
  }
}
