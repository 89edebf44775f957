package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.MaskSecrets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/** Reports a value of the wrong type with place, key, value and remedy. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ExplainWrongValue extends AbstractFailureAnalyzer<BindException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
    return Causes.ownMessage(rootFailure).isPresent()
        ? null
        : finding(cause)
            .map(finding -> new FailureAnalysis(finding.toString(), finding.remedy(), rootFailure))
            .orElse(null);
  }

  static Optional<Finding> finding(BindException failure) {
    ConfigurationProperty property = failure.getProperty();
    if (property == null) {
      return Optional.empty();
    }
    String key = property.getName().toString();
    String value =
        MaskSecrets.isSecret(key) ? "a secret" : "\"" + MaskSecrets.text(shown(property)) + "\"";
    return Optional.of(
        new Finding(
            Rule.CONFIGURATION_VALUE,
            SettingPlace.of(property),
            key + " is " + value + ", which cannot be used.",
            "Write " + expected(failure.getTarget().getType().resolve(Object.class)) + "."));
  }

  private static String shown(ConfigurationProperty property) {
    return String.valueOf(property.getValue());
  }

  private static String expected(Class<?> type) {
    if (type == Duration.class) {
      return "a time with its unit, such as 500ms, 30s, 5m, 2h or 7d";
    }
    if (type == DataSize.class) {
      return "a size with its unit, such as 500KB, 10MB or 1GB";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(value -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.joining(" or "));
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a whole number";
    }
    return "a value that src/docs/configuration.md allows for this key";
  }
}
