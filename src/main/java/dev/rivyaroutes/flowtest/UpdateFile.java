package dev.rivyaroutes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.flowtest.compare.Mismatch;
import dev.rivyaroutes.flowtest.file.EditText;
import dev.rivyaroutes.flowtest.file.TestCase;
import dev.rivyaroutes.flowtest.file.TestFile;
import dev.rivyaroutes.flowtest.file.YamlJson;
import dev.rivyaroutes.flowtest.file.YamlText;
import java.io.IOException;
import java.util.ArrayList;
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

  /** No case has them unless its test names them. */
  private static final List<String> REASONS = List.of("refused", "skipped");

  private final TestFile file;
  private final EditText text;
  private final List<Node> missing = new ArrayList<>();

  UpdateFile(TestFile file) {
    this.file = file;
    this.text = new EditText(file.path());
  }

  /** Corrects what differs. */
  void add(Mismatch mismatch) {
    Node node = mismatch.node();
    switch (mismatch.kind()) {
      case OTHER -> replace(node, mismatch.actual());
      case NOT_THERE -> missing.add(node);
      case ONE_MORE -> insert(node, StableValues.of(mismatch.actual()), null);
      case KEY_MORE -> insert(node, StableValues.of(mismatch.actual()), mismatch.key());
    }
  }

  /** Adds what came out to a case that expects nothing yet, and a reason to any case. */
  void addMissing(TestCase of, ObjectNode actual) {
    if (of.expectsAnything()) {
      for (String key : REASONS) {
        if (actual.has(key) && of.value(key).isEmpty()) {
          insert(of.node(), actual.get(key), key);
        }
      }
      return;
    }
    for (String key : SECTIONS) {
      JsonNode value = actual.get(key);
      boolean nothing = value == null || value.isContainerNode() && value.isEmpty();
      if (key.equals("rivya") && of.value(key).isPresent()) {
        requests(of, actual.get(key));
      } else if (!nothing) {
        insert(of.node(), StableValues.of(value), key);
      }
    }
  }

  /** Adds the requests to the answers that the case has for them. */
  private void requests(TestCase of, JsonNode requests) {
    for (int n = 0; n < requests.size(); n++) {
      JsonNode request = StableValues.of(requests.get(n));
      if (n < of.requests().size()) {
        Node node = of.requests().get(n);
        if (text.isBlock(node)) {
          request
              .fields()
              .forEachRemaining(field -> insert(node, field.getValue(), field.getKey()));
        } else {
          int column = node.getStartMark().orElseThrow().getColumn();
          ((ObjectNode) request).setAll((ObjectNode) YamlJson.of(node));
          String lines = String.join("\n", YamlText.block(request, column));
          text.replace(node, lines.substring(column));
        }
      } else {
        insert(of.value("rivya").orElseThrow(), request, null);
      }
    }
  }

  private void replace(Node node, JsonNode actual) {
    if (actual == null) {
      text.replace(node, "null");
      return;
    }
    JsonNode value = StableValues.of(actual);
    int column = node.getStartMark().orElseThrow().getColumn();
    String by =
        value.isContainerNode() && !value.isEmpty() && !(node instanceof ScalarNode)
            ? String.join("\n", YamlText.block(value, column)).substring(column)
            : value.isContainerNode()
                ? value.toString()
                : YamlText.scalar(value, text.indent(node) + 2);
    text.replace(node, by);
  }

  /** Adds an item to a list, or a key to a mapping, after the last one. */
  private void insert(Node node, JsonNode value, String key) {
    boolean empty =
        node instanceof SequenceNode list && list.getValue().isEmpty()
            || node instanceof MappingNode mapping && mapping.getValue().isEmpty();
    int column = empty ? text.indent(node) + 2 : node.getStartMark().orElseThrow().getColumn();
    List<String> lines =
        key == null
            ? YamlText.block(Json.PLAIN.createArrayNode().add(value), column)
            : YamlText.entry(key, value, column);
    String more = "\n" + String.join("\n", lines);
    if (empty) {
      text.replaceBelow(node, more);
    } else {
      text.insertAfter(node, more);
    }
  }

  /** Removes the items that did not come; a list without any is written as such. */
  private void remove(Node node) {
    if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
      if (missing.containsAll(list.getValue())) {
        text.replace(list, "[]");
        return;
      }
      list.getValue().stream().filter(missing::contains).forEach(item -> text.remove(item, list));
      list.getValue().forEach(this::remove);
    } else if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(entry -> remove(entry.getValueNode()));
    }
  }

  void write() throws IOException {
    remove(file.root());
    text.write();
  }
}
