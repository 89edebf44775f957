package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import java.util.List;
import java.util.Locale;

/**
 * Finds misspelled keys among the environment variables. Other programs may use the prefix RIVYA_
 * too, so only a name that is similar to a key is reported.
 */
final class CheckVariables {

  private static final int TYPOS = 2;

  private final List<String> names;

  CheckVariables(List<String> keys) {
    this.names = keys.stream().map(CheckVariables::variable).toList();
  }

  void check(String[] variables, List<Finding> findings) {
    for (String variable : variables) {
      String name = variable.toUpperCase(Locale.ROOT);
      if (name.startsWith("RIVYA_") && names.stream().noneMatch(key -> same(key, name))) {
        String nearest = Nearest.to(name, names);
        if (nearest != null && Nearest.distance(name, nearest) <= TYPOS) {
          findings.add(
              new Finding(
                  Rule.CONFIGURATION_KEY,
                  Place.of("environment variable " + variable),
                  "There is no such key.",
                  "Write " + nearest + ", or remove it."));
        }
      }
    }
  }

  private static boolean same(String key, String name) {
    return key.replace("_", "").equals(name.replace("_", ""));
  }

  /**
   * The documented form, RIVYA_WAIT_INTERVAL_VIDEO; Spring accepts it without the inner underscore
   * too.
   */
  private static String variable(String key) {
    return key.replaceAll("[.\\-\\[]", "_").replace("]", "").toUpperCase(Locale.ROOT);
  }
}
