package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.MaskSecrets;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells what one of our own checks has said; such a sentence holds key, value and remedy. */
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
final class ExplainOwnMessage implements FailureAnalyzer {

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    return Causes.ownWords(failure)
        .map(words -> new FailureAnalysis(MaskSecrets.text(words), null, failure))
        .orElse(null);
  }
}
