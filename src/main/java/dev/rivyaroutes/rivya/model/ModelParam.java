package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.TableText;
import dev.rivyaroutes.rivya.call.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A parameter of a model. The Rivya documentation does not specify the names of its fields: several
 * are understood, and a missing one is not checked.
 *
 * @param type select, number, text or anything else; empty when unknown
 * @param usual the default; null when unknown
 * @param min the smallest number; null for none
 * @param max the largest number; null for none
 * @param step numbers are multiples of it, counted from the smallest; null for any
 * @param options the values of a select; empty when unknown
 */
record ModelParam(
    String name,
    String type,
    boolean required,
    String usual,
    BigDecimal min,
    BigDecimal max,
    BigDecimal step,
    List<JsonNode> options) {

  /** Null when the item has no name. */
  static ModelParam of(JsonNode item) {
    String name = item.path("key").asText(item.path("name").asText(""));
    if (name.isEmpty()) {
      return null;
    }
    JsonNode range = item.path("range");
    List<JsonNode> options = new ArrayList<>();
    for (JsonNode option : item.path("options")) {
      JsonNode value = option.isObject() ? option.path("value") : option;
      if (!value.isValueNode()) {
        options.clear();
        break; // An unknown format is not checked.
      }
      options.add(value);
    }
    return new ModelParam(
        name,
        item.path("type").asText(""),
        item.path("required").asBoolean(),
        item.hasNonNull("default") ? item.path("default").asText() : null,
        number(item.path("min"), range.path("min")),
        number(item.path("max"), range.path("max")),
        number(item.path("step"), range.path("step")),
        List.copyOf(options));
  }

  private static BigDecimal number(JsonNode first, JsonNode second) {
    return first.isNumber() ? Numbers.of(first) : Numbers.of(second);
  }

  /** Checks a brief's value. */
  void check(String model, JsonNode value) throws BriefRefused {
    switch (type) {
      case "select" -> checkOption(model, value);
      case "number" -> checkNumber(model, value);
      case "text" -> requireText(model, value);
      default -> {
        // An undocumented type is checked by Rivya.
      }
    }
  }

  /** Converts a table's text to the parameter's type. */
  Object typed(String text) throws BriefRefused {
    return switch (type) {
      case "number" -> TableText.number(text);
      case "boolean", "bool" -> TableText.bool(text);
      case "select" -> option(text.strip());
      default -> text;
    };
  }

  private Object option(String text) {
    for (JsonNode option : options) {
      if (option.asText().equalsIgnoreCase(text)) {
        return option.isTextual()
            ? option.textValue()
            : option.isBoolean() ? option.booleanValue() : option.numberValue();
      }
    }
    return text;
  }

  private void checkOption(String model, JsonNode value) throws BriefRefused {
    if (options.isEmpty() || options.contains(value)) {
      return;
    }
    List<String> texts = options.stream().map(JsonNode::asText).toList();
    if (texts.contains(value.asText())) {
      requireText(model, value);
      return;
    }
    String nearest = value.isTextual() ? Nearest.near(value.textValue(), texts) : null;
    String hint = nearest == null ? "it" : "did you mean \"" + nearest + "\"? It";
    String all = String.join(", ", options.stream().map(JsonNode::toString).toList());
    throw refused(model, "%s; %s takes %s.".formatted(value, hint, all));
  }

  private void checkNumber(String model, JsonNode value) throws BriefRefused {
    if (!value.isNumber()) {
      throw refused(model, value + "; it takes a number. Write it without quotes.");
    }
    BigDecimal number = value.decimalValue();
    boolean low = min != null && number.compareTo(min) < 0;
    boolean high = max != null && number.compareTo(max) > 0;
    if (low || high) {
      throw refused(model, value + "; it takes a number " + range() + ".");
    }
    if (step != null && step.signum() > 0) {
      BigDecimal from = min == null ? BigDecimal.ZERO : min;
      if (number.subtract(from).remainder(step).signum() != 0) {
        throw refused(
            model, value + "; it takes a number " + range() + " in steps of " + plain(step) + ".");
      }
    }
  }

  private String range() {
    String least = min == null ? "" : "from " + plain(min);
    String most = max == null ? "" : "up to " + plain(max);
    return (least + " " + most).strip();
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private void requireText(String model, JsonNode value) throws BriefRefused {
    if (value.isNumber() || value.isBoolean()) {
      throw refused(model, value + "; it takes a text. Write it in quotes: \"" + value + "\".");
    }
  }

  private BriefRefused refused(String model, String words) {
    return new BriefRefused("The parameter " + name + " of model " + model + " is " + words);
  }
}
