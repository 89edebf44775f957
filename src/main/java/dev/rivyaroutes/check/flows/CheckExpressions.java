package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.spi.Language;
import org.snakeyaml.engine.v2.nodes.Node;

/** Parses every expression of the simple language with Camel, so that a finding names its line. */
final class CheckExpressions implements AutoCloseable {

  private static final Set<String> CONDITIONS = Set.of("filter", "when", "validate", "onWhen");

  private final UnaryOperator<String> resolve;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Language simple = camel.resolveLanguage("simple");

  CheckExpressions(UnaryOperator<String> resolve) {
    this.resolve = resolve;
  }

  void check(FlowFile file, List<Finding> findings) {
    check(file.name(), "", file.root(), findings);
  }

  private void check(String file, String step, Node node, List<Finding> findings) {
    YamlTree.items(node).forEach(item -> check(file, step, item, findings));
    YamlTree.entries(node)
        .forEach(
            entry -> {
              String key = YamlTree.text(entry.getKeyNode());
              Node value = entry.getValueNode();
              if (key.equals("simple")) {
                Node text = YamlTree.value(value, "expression").orElse(value);
                read(FileLine.of(file, text), CONDITIONS.contains(step), text, findings);
              } else {
                check(file, key.equals("expression") ? step : key, value, findings);
              }
            });
  }

  private void read(FileLine place, boolean condition, Node node, List<Finding> findings) {
    String text = resolve.apply(YamlTree.text(node));
    if (text.startsWith("resource:") || text.contains("{{")) {
      return;
    }
    try {
      if (condition) {
        simple.createPredicate(text);
      } else {
        simple.createExpression(text);
      }
    } catch (SimpleIllegalSyntaxException e) {
      findings.add(
          Finding.at(
              Rule.EXPRESSION,
              place,
              "The expression cannot be read: %s (character %s of %s)."
                  .formatted(
                      e.getMessage().lines().findFirst().orElse("").strip(),
                      e.getIndex() + 1,
                      text.strip().lines().findFirst().orElse("")),
              "Write a value as ${body}, ${variable.name} or ${header.name}, and a condition as"
                  + " ${body} == 'text'."));
    }
  }

  @Override
  public void close() {
    camel.stop();
  }
}
