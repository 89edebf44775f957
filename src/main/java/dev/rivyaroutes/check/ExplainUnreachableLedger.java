package dev.rivyaroutes.check;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Tells a database that cannot be used at the start, by its address without user and password. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class ExplainUnreachableLedger implements FailureAnalyzer {

  private static final String KEY = "spring.datasource.url";

  /** H2's code for a file that another process holds. */
  private static final int IN_USE = 90020;

  private final Environment environment;

  ExplainUnreachableLedger(Environment environment) {
    this.environment = environment;
  }

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    SQLException refusal = null;
    boolean connecting = false;
    for (Throwable cause : Causes.of(failure)) {
      connecting |= cause instanceof PoolInitializationException;
      if (cause instanceof SQLException sql) {
        refusal = sql;
      }
    }
    String state = refusal == null || refusal.getSQLState() == null ? "" : refusal.getSQLState();
    boolean inUse = refusal != null && refusal.getErrorCode() == IN_USE;
    boolean refused = state.startsWith("08") || state.startsWith("28") || state.startsWith("3D");
    if (!connecting && !inUse && !refused) {
      return null;
    }
    return new FailureAnalysis(
        "The ledger cannot be opened. "
            + KEY
            + " is "
            + Masked.address(environment.getProperty(KEY, "not set"))
            + ": "
            + Causes.innermost(failure),
        remedy(inUse, state),
        failure);
  }

  private static String remedy(boolean inUse, String state) {
    if (inUse) {
      return "Another Rivya Routes has this ledger open. Stop it, or take PostgreSQL for replicas.";
    }
    if (state.startsWith("28")) {
      return "Mend spring.datasource.username and spring.datasource.password.";
    }
    return "Start the database, or mend " + KEY + " in config/application.yaml.";
  }
}
