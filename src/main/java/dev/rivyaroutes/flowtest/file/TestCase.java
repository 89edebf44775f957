package dev.rivyaroutes.flowtest.file;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.flows.YamlTree;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One case: what is handed in, what Rivya answers, and what is expected.
 *
 * @param node its YAML
 */
public record TestCase(TestFile file, Node node) {

  /** The keys of a case that say what is expected. */
  public static final List<String> EXPECTATIONS =
      List.of("rivya", "sinks", "refused", "skipped", "state", "cause", "answer");

  public String name() {
    return YamlTree.textOf(node, "name").orElse("");
  }

  public Optional<Node> value(String key) {
    return YamlTree.value(node, key);
  }

  /** What is handed in, one after the other. */
  public List<Node> briefs() {
    Node brief = value("brief").orElseThrow();
    return brief instanceof SequenceNode several ? several.getValue() : List.of(brief);
  }

  /** What stands about each request, in their order. */
  public List<Node> requests() {
    return value("rivya").map(YamlTree::items).orElse(List.of());
  }

  /** Whether it says what comes out; what Rivya answers is no such thing. */
  public boolean expectsAnything() {
    boolean request =
        requests().stream()
            .flatMap(one -> YamlTree.entries(one).stream())
            .anyMatch(entry -> !YamlTree.text(entry.getKeyNode()).equals("answer"));
    return request
        || EXPECTATIONS.stream().anyMatch(key -> !key.equals("rivya") && value(key).isPresent());
  }

  public FileLine place() {
    return file.place(YamlTree.value(node, "name").orElse(node));
  }
}
