package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.MaskSecrets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Checks each use of a Kamelet: its parameters and its account. */
final class CheckKameletUse {

  /** Camel's own parameters, valid for every Kamelet. */
  static final Set<String> OF_CAMEL =
      Set.of(
          "location",
          "noErrorHandler",
          "bridgeErrorHandler",
          "lazyStartProducer",
          "block",
          "timeout",
          "exceptionHandler",
          "exchangePattern");

  /** A number without a unit is milliseconds. */
  private static final Pattern DURATION =
      Pattern.compile("(?i)(\\d{1,9}(ms|s|m|h|d)?)+|P[0-9DTHMS.]+");

  private static final Pattern SIZE = Pattern.compile("(?i)\\d{1,12}(B|KB|MB|GB|TB)?");

  private static final Set<String> INSIDE_A_KAMELET = Set.of("source", "sink");

  private final Kamelets kamelets;
  private final Set<String> accounts;
  private final UnaryOperator<String> resolve;

  /**
   * @param resolve puts values into placeholders; what it cannot know stays as it is
   */
  CheckKameletUse(Kamelets kamelets, Set<String> accounts, UnaryOperator<String> resolve) {
    this.kamelets = kamelets;
    this.accounts = accounts;
    this.resolve = resolve;
  }

  void check(FlowFile.Use use, List<Finding> findings) {
    if (INSIDE_A_KAMELET.contains(use.kamelet()) || use.kamelet().contains("{{")) {
      return;
    }
    Kamelets.Kamelet kamelet = kamelets.get(use.kamelet());
    if (kamelet == null) {
      findings.add(
          Finding.at(
              Rule.KAMELET,
              use.place(),
              "There is no Kamelet \"" + use.kamelet() + "\".",
              "Write kamelet:%s, or another one of the vocabulary in the README."
                  .formatted(Nearest.to(use.kamelet(), kamelets.names()))));
      return;
    }
    for (String required : kamelet.required()) {
      if (!use.parameters().containsKey(required)) {
        findings.add(
            Finding.at(
                Rule.KAMELET,
                use.place(),
                use.kamelet() + " is missing the parameter " + required + ".",
                "Add " + required + ": with a value under the step's parameters."));
      }
    }
    use.parameters().forEach((name, value) -> check(use.kamelet(), kamelet, name, value, findings));
  }

  private void check(
      String name,
      Kamelets.Kamelet kamelet,
      String key,
      FlowFile.Value value,
      List<Finding> findings) {
    Kamelets.Parameter parameter = kamelet.parameters().get(key);
    if (parameter == null) {
      if (!OF_CAMEL.contains(key)) {
        findings.add(
            Finding.at(
                Rule.KAMELET,
                value.place(),
                name + " has no parameter " + key + ".",
                kamelet.parameters().isEmpty()
                    ? "Remove it: this Kamelet has no parameters."
                    : "Write %s; its parameters are %s."
                        .formatted(
                            Nearest.to(key, kamelet.parameters().keySet()),
                            String.join(", ", kamelet.parameters().keySet()))));
      }
      return;
    }
    String text = resolve.apply(value.text());
    Optional<CheckParameterText.Loss> loss = CheckParameterText.in(text, kamelet, parameter);
    if (loss.isPresent()) {
      findings.add(
          Finding.at(
              Rule.KAMELET,
              value.place(),
              "%s has %s: %s, which %s."
                  .formatted(name, key, MaskSecrets.text(text), loss.get().why()),
              loss.get().remedy()));
      return;
    }
    if (text.contains("{{")) {
      return;
    }
    if (!parameter.oneOf().isEmpty() && !parameter.oneOf().contains(text)) {
      findings.add(wrong(name, key, text, value, "one of " + String.join(", ", parameter.oneOf())));
    } else if (parameter.type().equals("integer") && !text.matches("[+-]?\\d{1,9}")) {
      findings.add(wrong(name, key, text, value, "a whole number"));
    } else if (parameter.type().equals("boolean") && !text.matches("(?i)true|false")) {
      findings.add(wrong(name, key, text, value, "true or false"));
    } else if (parameter.format().equals("duration") && !DURATION.matcher(text).matches()) {
      findings.add(wrong(name, key, text, value, "a time with its unit, such as 10s"));
    } else if (parameter.format().equals("data-size") && !SIZE.matcher(text).matches()) {
      findings.add(wrong(name, key, text, value, "a size with its unit, such as 60MB"));
    } else if (key.equals("account") && !accounts.contains(text)) {
      findings.add(unknownAccount(text, value));
    }
  }

  private static Finding wrong(
      String kamelet, String key, String text, FlowFile.Value value, String right) {
    return Finding.at(
        Rule.KAMELET,
        value.place(),
        kamelet + " has " + key + ": " + text + ".",
        "Write " + right + ".");
  }

  private Finding unknownAccount(String account, FlowFile.Value value) {
    return Finding.at(
        Rule.KAMELET,
        value.place(),
        "There is no account \"" + account + "\".",
        accounts.isEmpty()
            ? "Add rivya.accounts." + account + " to config/application.yaml."
            : "Write %s, or add rivya.accounts.%s to config/application.yaml, which has %s."
                .formatted(Nearest.to(account, accounts), account, String.join(", ", accounts)));
  }
}
