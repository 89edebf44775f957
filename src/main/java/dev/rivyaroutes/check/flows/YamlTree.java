package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.WrongConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
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

  /** The text of a file; bytes that are not UTF-8 become a finding when it is read as YAML. */
  public static String decode(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * The root of a text; empty where it holds nothing.
   *
   * @throws WrongConfiguration naming the line that cannot be read
   */
  public static Optional<Node> read(String file, String text) {
    return reading(file, text, plain -> new Compose(WITH_LINES).composeString(plain));
  }

  /** The roots of a text with several documents. */
  public static List<Node> readAll(String file, String text) {
    return reading(
        file,
        text,
        plain -> {
          List<Node> roots = new ArrayList<>();
          new Compose(WITH_LINES).composeAllFromString(plain).forEach(roots::add);
          return roots;
        });
  }

  private static <T> T reading(String file, String text, Function<String, T> compose) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Optional<Finding> unreadable = CheckText.unreadable(file, plain);
    if (unreadable.isPresent()) {
      throw new WrongConfiguration(List.of(unreadable.get()));
    }
    try {
      return compose.apply(plain);
    } catch (MarkedYamlEngineException e) {
      throw new WrongConfiguration(List.of(ExplainWrongYaml.explain(file, plain, e)));
    } catch (YamlEngineException e) {
      throw new WrongConfiguration(
          List.of(
              Finding.at(
                  Rule.YAML,
                  new FileLine(file, 1, 1),
                  "The YAML cannot be read: " + e.getMessage().lines().findFirst().orElse("") + ".",
                  "Correct the file.")));
    }
  }

  /** The keys that a mapping has twice, with the place of the second. */
  public static List<Finding> duplicateKeys(String file, Node root) {
    List<Finding> findings = new ArrayList<>();
    Map<Node, Map<String, FileLine>> seen = new IdentityHashMap<>();
    forEachEntry(
        root,
        (parent, entry) -> {
          FileLine place = FileLine.of(file, entry.getKeyNode());
          FileLine first =
              seen.computeIfAbsent(parent, node -> new HashMap<>())
                  .putIfAbsent(text(entry.getKeyNode()), place);
          if (first != null) {
            findings.add(setTwice(text(entry.getKeyNode()), first, place));
          }
        });
    return findings;
  }

  static Finding setTwice(String key, FileLine first, FileLine second) {
    return Finding.at(
        Rule.YAML,
        second,
        key + " is set twice; the first time in line " + first.line() + ".",
        "Remove one of them.");
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

  /** The entries of the mapping that is a node's value of a key. */
  public static List<NodeTuple> entries(Node node, String key) {
    return value(node, key).map(YamlTree::entries).orElse(List.of());
  }

  /** The items of the list that is a node's value of a key. */
  public static List<Node> items(Node node, String key) {
    return value(node, key).map(YamlTree::items).orElse(List.of());
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
