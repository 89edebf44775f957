package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.MaskSecrets;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports the message of one of the program's own checks, which names key, value and remedy. */
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
final class ExplainOwnMessage implements FailureAnalyzer {

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    return Causes.ownMessage(failure)
        .map(message -> new FailureAnalysis(MaskSecrets.text(message), null, failure))
        .orElse(null);
  }
}
