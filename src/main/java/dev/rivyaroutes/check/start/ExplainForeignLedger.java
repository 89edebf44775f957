package dev.rivyaroutes.check.start;

import dev.rivyaroutes.check.MaskSecrets;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Reports a ledger whose tables are those of another version of the program. */
final class ExplainForeignLedger extends AbstractFailureAnalyzer<FlywayValidateException> {

  private static final String KEY = "spring.datasource.url";

  private final Environment environment;

  ExplainForeignLedger(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable root, FlywayValidateException cause) {
    return new FailureAnalysis(
        "The tables of the ledger %s were made by another version of Rivya Routes. Nothing in it was changed."
            .formatted(MaskSecrets.address(environment.getProperty(KEY, ""))),
        "Start the version that made it, or give this version a ledger of its own in %s. The jobs of the old one stay in it."
            .formatted(KEY),
        cause);
  }
}
