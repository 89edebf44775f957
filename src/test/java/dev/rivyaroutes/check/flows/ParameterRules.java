package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.MaskSecrets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** The house style of a Kamelet's parameter. */
final class ParameterRules {

  private static final Set<String> TYPES = Set.of("string", "integer", "boolean", "number");
  private static final Pattern DESTROYS =
      Pattern.compile("(?i).*(delete|overwrite|purge|remove).*");

  private final String file;
  private final List<Finding> breaches;

  ParameterRules(String file, List<Finding> breaches) {
    this.file = file;
    this.breaches = breaches;
  }

  void check(NodeTuple parameter, Set<String> required) {
    String name = YamlTree.text(parameter.getKeyNode());
    Node key = parameter.getKeyNode();
    Node node = parameter.getValueNode();
    if (YamlTree.textOf(node, "title").isEmpty()) {
      breach(key, name + " has no title");
    }
    if (!YamlTree.textOf(node, "description").orElse("").strip().endsWith(".")) {
      breach(key, name + " has no description of whole sentences");
    }
    if (!TYPES.contains(YamlTree.textOf(node, "type").orElse(""))) {
      breach(key, name + " has no type");
    }
    if (YamlTree.value(node, "example").isEmpty()) {
      breach(key, name + " has no example");
    }
    boolean hasDefault = YamlTree.value(node, "default").isPresent();
    if (hasDefault == required.contains(name)) {
      breach(key, name + " has neither a default nor is it required, or both");
    }
    List<String> oneOf =
        YamlTree.value(node, "enum").map(YamlTree::items).orElse(List.of()).stream()
            .map(YamlTree::text)
            .toList();
    for (String field : List.of("default", "example")) {
      YamlTree.textOf(node, field)
          .filter(value -> !oneOf.isEmpty() && !oneOf.contains(value))
          .ifPresent(value -> breach(key, "the " + field + " of " + name + " is not in its enum"));
    }
    String chosen = YamlTree.textOf(node, "default").orElse("");
    boolean destroys =
        DESTROYS.matcher(chosen).matches()
            || DESTROYS.matcher(name).matches() && chosen.equals("true");
    if (destroys) {
      breach(key, name + " destroys by default");
    }
    if (MaskSecrets.isSecret(name)) {
      breach(key, name + " would bring a secret into an address; name a connection");
    }
  }

  private void breach(Node at, String problem) {
    breaches.add(Finding.at(Rule.KAMELET, FileLine.of(file, at), problem, ""));
  }
}
