package dev.rivyaroutes.flowtest.file;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.flows.YamlTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The tests of one flow.
 *
 * @param name the file as messages name it
 * @param path where it is
 * @param flow the file of the flow
 * @param root its YAML
 */
public record TestFile(String name, Path path, Path flow, Node root) {

  /** The Kamelets whose directory is a folder of this machine; in a run, one of its own. */
  public static final Set<String> WITH_DIRECTORY =
      Set.of("folder-drop-source", "folder-result-sink");

  static final String ENDING = ".test.yaml";
  static final String FLOW_ENDING = ".camel.yaml";

  /** The name of the flow's file without its ending. */
  public String flowName() {
    String file = flow.getFileName().toString();
    return file.substring(0, file.length() - FLOW_ENDING.length());
  }

  public List<TestCase> cases() {
    return YamlTree.items(root, "cases").stream().map(node -> new TestCase(this, node)).toList();
  }

  /** The settings that the flow needs while it is tested, each with its place. */
  public Map<String, Node> settings() {
    Map<String, Node> settings = new LinkedHashMap<>();
    YamlTree.value(root, "settings")
        .ifPresent(
            node ->
                YamlTree.entries(node)
                    .forEach(
                        entry ->
                            settings.put(YamlTree.text(entry.getKeyNode()), entry.getValueNode())));
    return settings;
  }

  public FileLine place(Node node) {
    return FileLine.of(name, node);
  }

  /** What to throw if a node cannot be used. */
  public WrongConfiguration wrong(Node node, String problem, String remedy) {
    return new WrongConfiguration(
        List.of(Finding.at(Rule.FLOW_TEST, place(node), problem, remedy)));
  }

  /** A file that a test names, relative to its own folder. */
  public Path beside(String file) {
    return path.toAbsolutePath().getParent().resolve(file);
  }
}
