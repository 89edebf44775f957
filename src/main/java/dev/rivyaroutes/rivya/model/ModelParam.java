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
 * A parameter of a model, as far as the catalogue tells of it. Rivya's pages show its columns and
 * not the names of its fields: several are understood, and what is not told is not checked.
 *
 * @param type select, number, text or anything else; empty when it is not told
 * @param usual what holds where a brief leaves it out; null when it is not told
 * @param min the least number; null for none
 * @param max the largest number; null for none
 * @param step what a number is a multiple of, from the least on; null for any
 * @param options the values of a select; empty when they are not told
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

  /** Null when the item does not tell its name. */
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
        break; // Told in a way that is not understood.
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

  /** Holds a brief's value against it. */
  void check(String model, JsonNode value) throws BriefRefused {
    switch (type) {
      case "select" -> checkOption(model, value);
      case "number" -> checkNumber(model, value);
      case "text" -> requireText(model, value);
      default -> {
        // A type that the pages do not tell of: for Rivya to judge.
      }
    }
  }

  /** The value that a text without a type stands for. */
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
    throw refused(
        model,
        value
            + (nearest == null ? "" : "; did you mean \"" + nearest + "\"?")
            + (nearest == null ? "; it" : " It")
            + " takes "
            + String.join(", ", options.stream().map(JsonNode::toString).toList())
            + ".");
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
