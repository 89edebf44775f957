package dev.rivyaroutes.flowtest.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.compare.Mismatch.Kind;
import dev.rivyaroutes.flowtest.file.YamlJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Compares what a test names with what came out. Of a mapping only the named keys count, unless it
 * has {@code exactly: true}; lists must be equal; {@code ${any}} stands for any text.
 */
public final class Compare {
  public static final String ANY = "${any}";

  private static final String EXACTLY = "exactly";

  /** What a test says to Rivya, not what it expects. */
  private static final String ANSWER = "answer";

  private final List<Mismatch> found = new ArrayList<>();

  public List<Mismatch> found() {
    return found;
  }

  /** Compares the value at a node. */
  public void value(String path, Node expected, JsonNode actual) {
    if (expected instanceof MappingNode mapping && actual != null && actual.isObject()) {
      mapping(path, mapping, actual);
    } else if (expected instanceof SequenceNode list && actual != null && actual.isArray()) {
      list(path, list, actual);
    } else if (!isSame(YamlJson.of(expected), actual)) {
      add(Kind.OTHER, path, expected, null, YamlJson.of(expected), actual);
    }
  }

  private void mapping(String path, MappingNode expected, JsonNode actual) {
    Set<String> named = new HashSet<>();
    boolean exactly = false;
    for (NodeTuple entry : expected.getValue()) {
      String key = YamlTree.text(entry.getKeyNode());
      named.add(key);
      if (key.equals(EXACTLY)) {
        exactly = YamlTree.text(entry.getValueNode()).equals("true");
      } else if (!isScript(path, key)) {
        value(path + "." + key, entry.getValueNode(), actual.get(key));
      }
    }
    if (exactly) {
      more(path, expected, actual, named);
    }
  }

  private static boolean isScript(String path, String key) {
    return key.equals(ANSWER) && path.startsWith("rivya[") && !path.contains(".");
  }

  /** Reports the keys that the mapping does not have. */
  public void more(String path, Node expected, JsonNode actual, Set<String> named) {
    actual
        .fields()
        .forEachRemaining(
            field -> {
              boolean empty = field.getValue().isContainerNode() && field.getValue().isEmpty();
              if (!named.contains(field.getKey()) && !empty) {
                add(
                    Kind.KEY_MORE,
                    path + "." + field.getKey(),
                    expected,
                    field.getKey(),
                    null,
                    field.getValue());
              }
            });
  }

  private void list(String path, SequenceNode expected, JsonNode actual) {
    List<Node> items = expected.getValue();
    for (int n = 0; n < Math.max(items.size(), actual.size()); n++) {
      String at = "%s[%d]".formatted(path, n);
      if (n >= actual.size()) {
        add(Kind.NOT_THERE, at, items.get(n), null, YamlJson.of(items.get(n)), null);
      } else if (n >= items.size()) {
        add(Kind.ONE_MORE, at, expected, null, null, actual.get(n));
      } else {
        value(at, items.get(n), actual.get(n));
      }
    }
  }

  private void add(
      Kind kind, String path, Node node, String key, JsonNode expected, JsonNode actual) {
    found.add(new Mismatch(kind, path, node, key, expected, actual));
  }

  private static boolean isSame(JsonNode expected, JsonNode actual) {
    JsonNode there = actual == null ? NullNode.getInstance() : actual;
    if (expected.isNumber() && there.isNumber()) {
      return expected.decimalValue().compareTo(there.decimalValue()) == 0;
    }
    if (expected.isContainerNode() || there.isContainerNode()) {
      return expected.equals(there);
    }
    if (expected.isNull() || there.isNull()) {
      return expected.isNull() && there.isNull();
    }
    return isSameText(expected.asText(), there.asText());
  }

  private static boolean isSameText(String expected, String actual) {
    String wanted = plain(expected);
    if (!wanted.contains(ANY)) {
      return wanted.equals(plain(actual));
    }
    String pattern =
        Arrays.stream(wanted.split(Pattern.quote(ANY), -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(plain(actual)).matches();
  }

  /** Spaces at the ends of lines, and empty lines at the end, do not count. */
  private static String plain(String text) {
    return text.replaceAll("[ \t\r]+(?=\n|$)", "").stripTrailing();
  }

  /** Whether a part of a text is there; also reports it if it is not. */
  public void part(String path, Node expected, String actual) {
    String text = YamlTree.text(expected);
    if (actual == null || !actual.contains(text)) {
      add(
          Kind.OTHER,
          path,
          expected,
          null,
          YamlJson.of(expected),
          actual == null ? null : com.fasterxml.jackson.databind.node.TextNode.valueOf(actual));
    }
  }
}
