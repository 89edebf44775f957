package dev.rivyaroutes.check.flows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The schema of Camel's YAML DSL, as Camel ships it, and the components that the program has. */
final class YamlDslSchema {

  private static final String SCHEMA = "/schema/camelYamlDsl.json";
  private static final String SERVICES = "/META-INF/services/org/apache/camel/";

  private static final String LANGUAGES =
      "/items/definitions/org.apache.camel.model.language.ExpressionDefinition";

  /** Not languages of their own, or part of Camel's core. */
  private static final Set<String> NO_LANGUAGES =
      Set.of("expression", "language", "method", "ref", "exchangeProperty");

  /** It is large, and every check of a file needs it. */
  private static volatile SoftReference<JsonNode> last = new SoftReference<>(null);

  private final JsonNode schema;

  private YamlDslSchema(JsonNode schema) {
    this.schema = schema;
  }

  static YamlDslSchema load() throws IOException {
    return new YamlDslSchema(read());
  }

  /** Camel's schema as JSON; not to be changed. */
  static JsonNode read() throws IOException {
    JsonNode known = last.get();
    if (known != null) {
      return known;
    }
    try (InputStream file = YamlDslSchema.class.getResourceAsStream(SCHEMA)) {
      JsonNode schema = Json.PLAIN.readTree(file);
      last = new SoftReference<>(schema);
      return schema;
    }
  }

  /** The definition of a whole file. */
  Word root() {
    return new Word(schema);
  }

  /** Whether the program has a component, a language or a data format of this name. */
  static boolean has(String kind, String name) {
    return YamlDslSchema.class.getResource(SERVICES + kind + "/" + name) != null;
  }

  /** All languages of Camel, available or not. */
  Set<String> languages() {
    Word languages = new Word(schema.at(LANGUAGES));
    languages.options.keySet().removeAll(NO_LANGUAGES);
    return languages.options();
  }

  /** The definition of one place of a file. */
  final class Word {
    private final Map<String, JsonNode> options = new TreeMap<>();
    private final Set<String> required = new TreeSet<>();
    private JsonNode items;
    private boolean closed;
    private String definition = "";

    private Word(JsonNode node) {
      collect(node, true);
    }

    private void collect(JsonNode node, boolean always) {
      if (node.has("$ref")) {
        String target = node.path("$ref").asText();
        definition = definition.isEmpty() && options.isEmpty() ? target : definition;
        collect(schema.at(target.substring(1)), always);
      }
      closed |= node.has("additionalProperties") && !node.path("additionalProperties").asBoolean();
      for (Iterator<Map.Entry<String, JsonNode>> all = node.path("properties").fields();
          all.hasNext(); ) {
        Map.Entry<String, JsonNode> option = all.next();
        options.merge(option.getKey(), option.getValue(), (a, b) -> a.isEmpty() ? b : a);
      }
      if (always) {
        node.path("required").forEach(name -> required.add(name.asText()));
      }
      if (node.has("items")) {
        items = node.get("items");
      }
      for (JsonNode form : node.path("oneOf")) {
        collect(form, node.path("oneOf").size() <= 2 && !form.has("not"));
      }
      for (JsonNode part : node.path("anyOf")) {
        collect(part, false);
      }
    }

    /** Whether unknown options are refused here. */
    boolean isClosed() {
      return (closed || isLanguage()) && !options.isEmpty();
    }

    /** Whether it is one step, or one kind of route. */
    boolean isStep() {
      return definition.endsWith(".ProcessorDefinition");
    }

    /** Whether it is a choice of languages. */
    boolean isLanguage() {
      return definition.endsWith(".ExpressionDefinition")
          || definition.endsWith(".ExpressionSubElementDefinition");
    }

    /** Whether a language is allowed here. */
    boolean takesLanguages() {
      return options.containsKey("simple");
    }

    Set<String> options() {
      return options.keySet();
    }

    Set<String> required() {
      return required;
    }

    Optional<Word> option(String name) {
      return Optional.ofNullable(options.get(name)).map(node -> new Word(node));
    }

    /** The definition of the items, if this is a list. */
    Optional<Word> item() {
      return Optional.ofNullable(items).map(node -> new Word(node));
    }
  }
}
