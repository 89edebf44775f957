package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.WrongConfiguration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML text as the parser of Camel's YAML DSL sees it, with its lines. */
public final class YamlTree {

  static final LoadSettings WITH_LINES =
      LoadSettings.builder().setUseMarks(true).setAllowDuplicateKeys(false).build();

  private YamlTree() {}

  /**
   * The root of a text; empty where it holds nothing.
   *
   * @throws WrongConfiguration naming the line that cannot be read
   */
  public static Optional<Node> read(String file, String text) {
    try {
      String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
      return new Compose(WITH_LINES).composeString(plain);
    } catch (MarkedYamlEngineException e) {
      throw new WrongConfiguration(List.of(ExplainWrongYaml.explain(file, text, e)));
    }
  }

  /** The value of a key; empty if the node is not a mapping or has no such key. */
  public static Optional<Node> value(Node node, String key) {
    return entries(node).stream()
        .filter(entry -> text(entry.getKeyNode()).equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  public static Optional<String> textOf(Node node, String key) {
    return value(node, key).filter(ScalarNode.class::isInstance).map(YamlTree::text);
  }

  public static List<NodeTuple> entries(Node node) {
    return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
  }

  public static List<Node> items(Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
  }

  /** The text of a scalar; empty for other nodes. */
  public static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** Visits every entry of every mapping below a node, from the top. */
  public static void forEachEntry(Node node, BiConsumer<MappingNode, NodeTuple> visitor) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        visitor.accept(mapping, entry);
        forEachEntry(entry.getValueNode(), visitor);
      }
    }
    items(node).forEach(item -> forEachEntry(item, visitor));
  }

  /** Visits every scalar value below a node. */
  public static void forEachText(Node node, Consumer<ScalarNode> visitor) {
    if (node instanceof ScalarNode scalar) {
      visitor.accept(scalar);
    }
    entries(node).forEach(entry -> forEachText(entry.getValueNode(), visitor));
    items(node).forEach(item -> forEachText(item, visitor));
  }
}
