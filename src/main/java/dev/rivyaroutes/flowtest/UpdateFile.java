package dev.rivyaroutes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.flowtest.compare.Mismatch;
import dev.rivyaroutes.flowtest.file.TestCase;
import dev.rivyaroutes.flowtest.file.TestFile;
import dev.rivyaroutes.flowtest.file.YamlJson;
import dev.rivyaroutes.flowtest.file.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Writes what came out into a file of tests. Only the values that differ are replaced; comments,
 * the order and all else stay.
 */
final class UpdateFile {
  private static final List<String> SECTIONS =
      List.of("rivya", "sinks", "refused", "skipped", "answer");

  /** They are others in each run. */
  private static final String VOLATILE = "size|.*sha256";

  private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d\\S*";

  /** A text that is an id and nothing else. */
  private static final String ID = "\\$\\{[a-z-]+}";

  private final TestFile file;
  private final List<Edit> edits = new ArrayList<>();
  private final List<Node> missing = new ArrayList<>();
  private String text;

  /** A text that takes the place of another one. */
  private record Edit(int start, int end, String text) {}

  UpdateFile(TestFile file) {
    this.file = file;
  }

  /** Corrects what differs. */
  void add(TestCase of, Mismatch mismatch) {
    Node node = mismatch.node();
    switch (mismatch.kind()) {
      case OTHER -> replace(node, mismatch.actual());
      case NOT_THERE -> missing.add(node);
      case ONE_MORE -> insert(node, stable(mismatch.actual()), null);
      case KEY_MORE -> insert(node, stable(mismatch.actual()), mismatch.key());
    }
  }

  /** Adds what came out to a case that expects nothing yet. */
  void addMissing(TestCase of, ObjectNode actual) {
    if (of.expectsAnything()) {
      return;
    }
    for (String key : SECTIONS) {
      JsonNode value = actual.get(key);
      boolean nothing = value == null || value.isContainerNode() && value.isEmpty();
      if (key.equals("rivya") && of.value(key).isPresent()) {
        requests(of, actual.get(key));
      } else if (!nothing) {
        insert(of.node(), stable(value), key);
      }
    }
  }

  /** Adds the requests to the answers that the case has for them. */
  private void requests(TestCase of, JsonNode requests) {
    for (int n = 0; n < requests.size(); n++) {
      JsonNode request = stable(requests.get(n));
      if (n < of.requests().size()) {
        Node node = of.requests().get(n);
        if (isBlock(node)) {
          request
              .fields()
              .forEachRemaining(field -> insert(node, field.getValue(), field.getKey()));
        } else {
          int column = node.getStartMark().orElseThrow().getColumn();
          ((ObjectNode) request).setAll((ObjectNode) YamlJson.of(node));
          String lines = String.join("\n", YamlText.block(request, column));
          edits.add(new Edit(start(node), end(node), lines.substring(column)));
        }
      } else {
        insert(of.value("rivya").orElseThrow(), request, null);
      }
    }
  }

  private void replace(Node node, JsonNode actual) {
    if (actual == null) {
      edits.add(new Edit(start(node), end(node), "null"));
      return;
    }
    JsonNode value = stable(actual);
    int column = node.getStartMark().orElseThrow().getColumn();
    String text =
        value.isContainerNode() && !value.isEmpty() && !(node instanceof ScalarNode)
            ? String.join("\n", YamlText.block(value, column)).substring(column)
            : value.isContainerNode() ? value.toString() : YamlText.scalar(value, indent(node) + 2);
    edits.add(new Edit(start(node), end(node), text));
  }

  /** Adds an item to a list, or a key to a mapping, after the last one. */
  private void insert(Node node, JsonNode value, String key) {
    boolean empty =
        node instanceof SequenceNode list && list.getValue().isEmpty()
            || node instanceof MappingNode mapping && mapping.getValue().isEmpty();
    int column = empty ? indent(node) + 2 : node.getStartMark().orElseThrow().getColumn();
    List<String> lines =
        key == null
            ? YamlText.block(Json.PLAIN.createArrayNode().add(value), column)
            : YamlText.entry(key, value, column);
    String text = "\n" + String.join("\n", lines);
    int start = start(node);
    boolean space = text().charAt(start - 1) == ' ';
    edits.add(
        empty
            ? new Edit(space ? start - 1 : start, end(node), text)
            : new Edit(end(node), end(node), text));
  }

  private static boolean isStable(String key, JsonNode value) {
    boolean others =
        value.isNull()
            || key.matches(VOLATILE)
            || value.isTextual() && value.asText().matches(INSTANT + "|" + ID);
    return !others;
  }

  /** What is worth to be named: no nulls, and no values that are others in the next run. */
  private static JsonNode stable(JsonNode value) {
    if (value.isObject()) {
      ObjectNode stable = ((ObjectNode) value).objectNode();
      value
          .fields()
          .forEachRemaining(
              field -> {
                JsonNode kept = stable(field.getValue());
                boolean empty = kept.isObject() && kept.isEmpty() && !field.getValue().isEmpty();
                if (!empty && isStable(field.getKey(), field.getValue())) {
                  stable.set(field.getKey(), kept);
                }
              });
      return stable;
    }
    if (value.isArray()) {
      ArrayNode stable = ((ArrayNode) value).arrayNode();
      value.forEach(item -> stable.add(stable(item)));
      return stable;
    }
    return value;
  }

  private String text() {
    if (text == null) {
      try {
        text = Files.readString(file.path(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text;
  }

  private int index(int codePoints) {
    return text().offsetByCodePoints(0, codePoints);
  }

  private int start(Node node) {
    return index(node.getStartMark().orElseThrow().getIndex());
  }

  /** The end of the last value below a node: what follows may be a comment of the next one. */
  private int end(Node node) {
    if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty() && isBlock(node)) {
      return end(mapping.getValue().get(mapping.getValue().size() - 1).getValueNode());
    }
    if (node instanceof SequenceNode list && !list.getValue().isEmpty() && isBlock(node)) {
      return end(list.getValue().get(list.getValue().size() - 1));
    }
    int end = index(node.getEndMark().orElseThrow().getIndex());
    while (end > start(node) && Character.isWhitespace(text().charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private boolean isBlock(Node node) {
    char first = text().charAt(start(node));
    return first != '{' && first != '[';
  }

  /** How far the line of a node is indented, without the dash of a list. */
  private int indent(Node node) {
    int line = text().lastIndexOf('\n', start(node) - 1) + 1;
    int column = line;
    while (column < text().length() && " -".indexOf(text().charAt(column)) >= 0) {
      column++;
    }
    return column - line;
  }

  private int lineStart(int index) {
    return text().lastIndexOf('\n', index - 1) + 1;
  }

  private int lineEnd(int index) {
    int end = text().indexOf('\n', index);
    return end < 0 ? text().length() : end + 1;
  }

  /** Removes the items that did not come; a list without any is written as such. */
  private void remove(Node node) {
    if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
      if (missing.containsAll(list.getValue())) {
        edits.add(new Edit(start(list), end(list), "[]"));
        return;
      }
      list.getValue().stream()
          .filter(missing::contains)
          .forEach(
              item ->
                  edits.add(
                      isBlock(list)
                          ? new Edit(lineStart(start(item)), lineEnd(end(item)), "")
                          : new Edit(start(item), end(item), "")));
      list.getValue().forEach(this::remove);
    } else if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(entry -> remove(entry.getValueNode()));
    }
  }

  void write() throws IOException {
    remove(file.root());
    if (edits.isEmpty()) {
      return;
    }
    // At the same place, what was added first comes first.
    List<Edit> ordered = new ArrayList<>(edits);
    Collections.reverse(ordered);
    ordered.sort(Comparator.comparingInt(Edit::start).reversed());
    StringBuilder updated = new StringBuilder(text());
    ordered.forEach(edit -> updated.replace(edit.start(), edit.end(), edit.text()));
    Files.writeString(file.path(), updated, StandardCharsets.UTF_8);
  }
}
