package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** No secret stands in a file of routes, under whatever name. */
final class SecretRules {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(password|passphrase|secret|token|api-?key|access-?key|private-?key).*");
  private static final Pattern VALUE =
      Pattern.compile(
          ".*(rvya_sk_|whsec_|AKIA[0-9A-Z]{12}|-----BEGIN|Bearer |\\{bcrypt}|//[^/@{}\\s]+@).*",
          Pattern.DOTALL);

  private SecretRules() {}

  static void check(String file, Node root, List<Finding> breaches) {
    YamlTree.forEachEntry(
        root,
        (parent, entry) -> {
          String name = YamlTree.text(entry.getKeyNode());
          String value = YamlTree.text(entry.getValueNode());
          boolean named = NAME.matcher(name).matches() && !value.isEmpty();
          if (named || VALUE.matcher(value).matches()) {
            breaches.add(
                Finding.at(
                    Rule.KAMELET,
                    FileLine.of(file, entry.getKeyNode()),
                    name + " looks like a secret",
                    ""));
          }
        });
  }
}
