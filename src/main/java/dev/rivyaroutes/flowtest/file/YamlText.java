package dev.rivyaroutes.flowtest.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/** Writes values as YAML in the form of the shipped files. */
public final class YamlText {
  private static final Compose COMPOSE = new Compose(LoadSettings.builder().build());

  private YamlText() {}

  /** The lines of a mapping or a list, each indented by so many spaces. */
  public static List<String> block(JsonNode value, int indent) {
    List<String> lines = new ArrayList<>();
    String space = " ".repeat(indent);
    if (value.isObject()) {
      value
          .fields()
          .forEachRemaining(
              field -> {
                List<String> below = entry(field.getKey(), field.getValue(), indent);
                lines.addAll(below);
              });
    } else {
      for (JsonNode item : value) {
        if (item.isContainerNode() && !item.isEmpty()) {
          List<String> below = block(item, indent + 2);
          lines.add(space + "- " + below.get(0).substring(indent + 2));
          lines.addAll(below.subList(1, below.size()));
        } else {
          lines.add(space + "- " + scalar(item, indent + 2));
        }
      }
    }
    return lines;
  }

  /** The lines of a key with its value. */
  public static List<String> entry(String key, JsonNode value, int indent) {
    List<String> lines = new ArrayList<>();
    String start = " ".repeat(indent) + plain(key) + ":";
    if (value.isContainerNode() && !value.isEmpty()) {
      lines.add(start);
      lines.addAll(block(value, indent + 2));
    } else {
      lines.add(start + " " + scalar(value, indent + 2));
    }
    return lines;
  }

  /**
   * A value without items; a text of several lines is a block below, indented by so many spaces.
   */
  public static String scalar(JsonNode value, int indent) {
    if (value.isObject()) {
      return "{}";
    }
    if (value.isArray()) {
      return "[]";
    }
    if (!value.isTextual()) {
      return value.asText();
    }
    String text = value.asText();
    boolean block =
        text.strip().contains("\n") && !text.startsWith(" ") && !text.matches("(?s).*[\r\t].*");
    return block ? "|-\n" + lines(text, indent) : plain(text);
  }

  private static String lines(String text, int indent) {
    return text.lines()
        .map(line -> line.isBlank() ? "" : " ".repeat(indent) + line.stripTrailing())
        .collect(Collectors.joining("\n"))
        .stripTrailing();
  }

  /** A text as it is, where YAML reads it as the same text; else in quotes. */
  private static String plain(String text) {
    String quoted = TextNode.valueOf(text).toString();
    if (!text.matches("[\\p{L}\\p{N}/$(<][^\\p{Cntrl}]*") || text.matches(".*(: | #).*|.*:")) {
      return quoted;
    }
    try {
      return COMPOSE
          .composeString(text)
          .map(YamlJson::of)
          .filter(read -> read.isTextual() && read.asText().equals(text))
          .map(same -> text)
          .orElse(quoted);
    } catch (RuntimeException e) {
      return quoted;
    }
  }
}
