package dev.rivyaroutes.check.start;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.MaskSecrets;
import java.sql.SQLException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Reports a database that cannot be opened, with its address without user and password. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class ExplainUnreachableLedger implements FailureAnalyzer {

  private static final String KEY = "spring.datasource.url";

  /** The state of a file that is locked by another process. */
  private static final String IN_USE = "55006";

  private final Environment environment;

  ExplainUnreachableLedger(Environment environment) {
    this.environment = environment;
  }

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    if (!isAway(failure) && !isRefused(failure)) {
      return null;
    }
    SQLException refusal = refusal(failure);
    String state = state(refusal);
    boolean inUse = state.equals(IN_USE);
    return new FailureAnalysis(
        "The ledger cannot be opened. %s is %s: %s"
            .formatted(
                KEY,
                MaskSecrets.address(environment.getProperty(KEY, "not set")),
                Causes.innermost(failure)),
        remedy(inUse, state),
        failure);
  }

  /** Whether the database does not answer, or its file is locked. */
  static boolean isAway(Throwable failure) {
    SQLException refusal = refusal(failure);
    boolean connecting =
        FailureChain.of(failure).stream().anyMatch(PoolInitializationException.class::isInstance);
    return !isRefused(failure)
        && (connecting
            || refusal != null
                && (state(refusal).equals(IN_USE) || state(refusal).matches("(08|57P).*")));
  }

  /** Whether the database refuses the user or has no such name. */
  static boolean isRefused(Throwable failure) {
    return state(refusal(failure)).matches("(28|3D).*");
  }

  private static SQLException refusal(Throwable failure) {
    SQLException refusal = null;
    for (Throwable cause : FailureChain.of(failure)) {
      if (cause instanceof SQLException sql) {
        refusal = sql;
      }
    }
    return refusal;
  }

  private static String state(SQLException refusal) {
    return refusal == null || refusal.getSQLState() == null ? "" : refusal.getSQLState();
  }

  private static String remedy(boolean inUse, String state) {
    if (inUse) {
      return "Another process of Rivya Routes has this ledger open. Stop it, or use PostgreSQL for replicas.";
    }
    if (state.startsWith("28")) {
      return "Correct spring.datasource.username and spring.datasource.password.";
    }
    return "Start the database, or correct " + KEY + " in config/application.yaml.";
  }
}
