package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.Finding;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds placeholders in flows that have no value. */
final class CheckPlaceholders {

  /** Neither optional ({{?…}}), nor with a default or a function ({{a:b}}). */
  private static final Pattern NEEDED = Pattern.compile("\\{\\{!?([A-Za-z0-9_.\\-\\[\\]]+)}}");

  private final Predicate<String> known;

  CheckPlaceholders(Predicate<String> known) {
    this.known = known;
  }

  void check(FlowFile file, List<Finding> findings) {
    for (FlowFile.Value text : file.texts()) {
      Matcher placeholder = NEEDED.matcher(text.text());
      while (placeholder.find()) {
        String key = placeholder.group(1);
        if (!known.test(key)) {
          findings.add(
              Finding.at(
                  text.place(),
                  "{{" + key + "}} has no value.",
                  "Set "
                      + key
                      + " in config/application.yaml, or write a default:"
                      + " {{"
                      + key
                      + ":value}}."));
        }
      }
    }
  }
}
