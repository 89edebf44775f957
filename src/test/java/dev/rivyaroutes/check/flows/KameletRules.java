package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** The house style of a Kamelet's user's half, and that it fits the machine's half. */
final class KameletRules {

  /** "About eight": one more is not yet two ideas. */
  private static final int MOST_PARAMETERS = 12;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z0-9.-]+)}}");

  /** A user's value that equals the name of a bean is taken for it; the check refuses these. */
  private static final Pattern BEAN = Pattern.compile("kamelet[.][a-z][A-Za-z]*");

  private static final String SINK = "kamelet:sink";
  private static final String CALL = "kamelet:rivya-call-action";

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*-(source|action|sink)");

  private final String file;
  private final Node root;
  private final List<Finding> breaches;

  KameletRules(String file, Node root, List<Finding> breaches) {
    this.file = file;
    this.root = root;
    this.breaches = breaches;
  }

  void check() {
    String name = file.substring(file.lastIndexOf('/') + 1).replace(".kamelet.yaml", "");
    Node metadata = YamlTree.value(root, "metadata").orElse(root);
    if (!NAME.matcher(name).matches()) {
      breach(root, "the file is not named <what>-source, -action or -sink");
    }
    if (!YamlTree.textOf(metadata, "name").orElse("").equals(name)) {
      breach(metadata, "the name is not the file's");
    }
    AnnotationRules.check(file, metadata, breaches);
    String type =
        YamlTree.value(metadata, "labels")
            .flatMap(labels -> YamlTree.textOf(labels, "camel.apache.org/kamelet.type"))
            .orElse("");
    if (!name.endsWith("-" + type)) {
      breach(metadata, "the label kamelet.type does not say what the name says");
    }
    Node definition = part(root, "spec", "definition").orElse(root);
    checkSentence(definition, definition, "the Kamelet");
    Node template = part(root, "spec", "template").orElse(root);
    Node properties = YamlTree.value(definition, "properties").orElse(definition);
    Set<String> required = new HashSet<>();
    YamlTree.value(definition, "required")
        .ifPresent(list -> YamlTree.items(list).forEach(item -> required.add(YamlTree.text(item))));
    List<NodeTuple> parameters =
        properties == definition ? List.of() : YamlTree.entries(properties);
    parameters.forEach(p -> new ParameterRules(file, breaches).check(p, required));
    if (parameters.size() > MOST_PARAMETERS) {
      breach(properties, "the Kamelet has more than twelve parameters");
    }
    checkUse(parameters, template);
    checkAddresses(parameters, template);
    if (type.equals("source")) {
      checkSource(template);
    } else if (type.equals("action")) {
      checkStripped(template, CALL);
    }
  }

  /** Declared is used, and used is declared. */
  private void checkUse(List<NodeTuple> parameters, Node template) {
    Set<String> used = new HashSet<>();
    Set<String> declared = new HashSet<>(Set.of("routeId"));
    parameters.forEach(p -> declared.add(YamlTree.text(p.getKeyNode())));
    YamlTree.value(template, "beans")
        .ifPresent(
            beans ->
                YamlTree.items(beans)
                    .forEach(
                        bean -> {
                          String name = YamlTree.textOf(bean, "name").orElse("");
                          declared.add(name);
                          if (!BEAN.matcher(name).matches()) {
                            breach(bean, "the bean " + name + " is not named kamelet.<name>");
                          }
                        }));
    YamlTree.forEachText(
        template,
        text -> {
          Matcher placeholder = PLACEHOLDER.matcher(text.getValue());
          while (placeholder.find()) {
            used.add(placeholder.group(1));
            if (!declared.contains(placeholder.group(1))) {
              breach(text, placeholder.group() + " is not declared");
            }
          }
        });
    for (NodeTuple parameter : parameters) {
      String name = YamlTree.text(parameter.getKeyNode());
      if (!used.contains(name)) {
        breach(parameter.getKeyNode(), "the parameter " + name + " is not used");
      }
    }
  }

  /** Free text becomes an option of an address in RAW only, where no character of it is special. */
  private void checkAddresses(List<NodeTuple> parameters, Node template) {
    List<String> free =
        parameters.stream()
            .filter(p -> YamlTree.textOf(p.getValueNode(), "type").orElse("").equals("string"))
            .filter(p -> YamlTree.value(p.getValueNode(), "enum").isEmpty())
            .filter(p -> YamlTree.value(p.getValueNode(), "format").isEmpty())
            .map(p -> "{{" + YamlTree.text(p.getKeyNode()) + "}}")
            .toList();
    YamlTree.forEachEntry(
        template,
        (parent, entry) -> {
          if (YamlTree.text(entry.getKeyNode()).equals("parameters")) {
            YamlTree.forEachText(
                entry.getValueNode(),
                text -> {
                  String value = text.getValue();
                  if (!value.matches("RAW\\(.*\\)|#.*")
                      && free.stream().anyMatch(value::contains)) {
                    breach(text, value + " stands in an address without RAW( )");
                  }
                });
          }
        });
  }

  private void checkSource(Node template) {
    if (part(root, "spec", "dataTypes", "out").isEmpty()) {
      breach(root, "the source does not say what it puts out (dataTypes.out)");
    }
    Optional<Node> from =
        YamlTree.value(template, "from").or(() -> part(template, "route", "from"));
    if (!from.flatMap(f -> YamlTree.textOf(f, "uri")).orElse("").startsWith("ledger:")) {
      checkStripped(template, SINK);
    }
    List<String> texts = new ArrayList<>();
    YamlTree.forEachText(template, text -> texts.add(text.getValue()));
    if (texts.contains("#bean:collectAcceptances") && !texts.contains("commitRows")) {
      breach(template, "the source does not commit the rows that it collects (commitRows)");
    }
  }

  /** The headers of the outside are removed before the flow's steps, or Rivya, get the message. */
  private void checkStripped(Node template, String next) {
    List<String> acts = new ArrayList<>();
    YamlTree.forEachEntry(
        template,
        (parent, entry) -> {
          String key = YamlTree.text(entry.getKeyNode());
          String value = YamlTree.text(entry.getValueNode());
          boolean strips =
              key.equals("removeHeaders")
                  && YamlTree.textOf(entry.getValueNode(), "pattern").orElse("").equals("*");
          // receiveBrief makes a message of its own from the call, without any header of it.
          if (strips || key.equals("ref") && value.equals("receiveBrief")) {
            acts.add("strips");
          } else if (value.equals(next)) {
            acts.add("hands on");
          }
        });
    boolean neverHandsOn = next.equals(CALL) && !acts.contains("hands on");
    if (!neverHandsOn && (acts.isEmpty() || !acts.get(0).equals("strips"))) {
      breach(
          template,
          "the "
              + (next.equals(SINK) ? "source" : "action")
              + " hands on before it has stripped the headers (removeHeaders \"*\")");
    }
  }

  private void checkSentence(Node node, Node at, String what) {
    if (YamlTree.textOf(node, "title").isEmpty()) {
      breach(at, what + " has no title");
    }
    if (!YamlTree.textOf(node, "description").orElse("").strip().endsWith(".")) {
      breach(at, what + " has no description of whole sentences");
    }
  }

  private static Optional<Node> part(Node node, String... path) {
    Optional<Node> at = Optional.of(node);
    for (String step : path) {
      at = at.flatMap(found -> YamlTree.value(found, step));
    }
    return at;
  }

  private void breach(Node at, String problem) {
    breaches.add(Finding.at(Rule.KAMELET, FileLine.of(file, at), problem, ""));
  }
}
