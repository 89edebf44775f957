package dev.rivyaroutes.check.start;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.WrongConfiguration;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports all findings, each with its remedy. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ExplainWrongConfiguration extends AbstractFailureAnalyzer<WrongConfiguration> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, WrongConfiguration cause) {
    String all = cause.findings().stream().map(Finding::line).collect(Collectors.joining("\n"));
    return new FailureAnalysis(all, null, cause);
  }
}
