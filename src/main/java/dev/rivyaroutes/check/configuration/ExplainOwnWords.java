package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.Masked;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells what one of our own checks has said; such a sentence holds key, value and remedy. */
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
final class ExplainOwnWords implements FailureAnalyzer {

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    return Causes.ownWords(failure)
        .map(words -> new FailureAnalysis(Masked.text(words), null, failure))
        .orElse(null);
  }
}
