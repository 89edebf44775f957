package dev.rivyaroutes.check.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.flows.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** The configuration file and the documents against the keys that the program knows. */
class ConfigurationKeysTest {

  private static final Path FILE = Path.of("config/application.yaml");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z0-9_]+:([^}]*)}");
  private static final Pattern MENTION =
      Pattern.compile("`(rivya\\.[a-z0-9.<>*\\[\\]-]*[a-z0-9>\\]])");

  private final List<DocumentedKeys.Key> known;
  private final List<String> lines;
  private final Map<String, ScalarNode> shipped = new TreeMap<>();

  ConfigurationKeysTest() throws IOException {
    known = DocumentedKeys.all();
    lines = Files.readAllLines(FILE);
    collect("", YamlTree.read(FILE.toString(), Files.readString(FILE)).orElseThrow());
  }

  private void collect(String prefix, Node node) {
    YamlTree.entries(node)
        .forEach(
            entry -> {
              String key = prefix + YamlTree.text(entry.getKeyNode());
              if (entry.getValueNode() instanceof ScalarNode value) {
                shipped.put(key, value);
              }
              collect(key + ".", entry.getValueNode());
            });
  }

  @Test
  void fileHasKeysWithTheirDefaults() {
    List<String> breaches = new ArrayList<>();
    for (DocumentedKeys.Key key : known) {
      List<String> found =
          shipped.keySet().stream().filter(name -> matches(key, name)).sorted().toList();
      for (String name : found) {
        String value = VARIABLE.matcher(shipped.get(name).getValue()).replaceAll("$1");
        if (key.defaultValue() != null && !value.equals(key.defaultValue())) {
          breaches.add(
              place(name) + ": " + name + " is " + value + ", its default " + key.defaultValue());
        }
      }
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void fileHasNoKeyThatDoesNotExist() {
    assertThat(shipped.keySet())
        .filteredOn(name -> name.startsWith("rivya."))
        .allMatch(name -> known.stream().anyMatch(key -> matches(key, name)));
  }

  @Test
  void everyKeyHasALineThatExplainsIt() {
    assertThat(shipped.keySet())
        .filteredOn(name -> !lines.get(line(name) - 2).strip().startsWith("# "))
        .as("keys without a comment line above them")
        .isEmpty();
  }

  @Test
  void listsOfCallersShowTheFormOfAnEntry() {
    for (DocumentedKeys.Key key : known) {
      if (key.name().matches("rivya[.]access[.](tokens|users)[^a-z].*")
          && !key.name().endsWith("flows")) {
        String field = key.name().substring(key.name().lastIndexOf('.') + 1);
        assertThat(lines)
            .anyMatch(line -> line.strip().startsWith("# - {") && line.contains(field + ":"));
      }
    }
  }

  @Test
  void documentsMentionOnlyKeysThatExist() throws IOException {
    List<String> breaches = new ArrayList<>();
    for (Path page : documents()) {
      List<String> text = Files.readAllLines(page);
      for (int i = 0; i < text.size(); i++) {
        Matcher mention = MENTION.matcher(text.get(i));
        while (mention.find()) {
          String name = mention.group(1).replaceAll("<[a-z]+>", "some");
          boolean exists =
              known.stream().anyMatch(key -> matches(key, name) || isAbove(name, key.name()));
          if (!exists) {
            breaches.add(page + ":" + (i + 1) + ": there is no key " + mention.group(1));
          }
        }
      }
    }
    assertThat(breaches).isEmpty();
  }

  private static List<Path> documents() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> docs = Files.list(Path.of("src/docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  private static boolean isAbove(String name, String key) {
    return ConfigurationPropertyName.of(name.replace("some", "x"))
        .isAncestorOf(ConfigurationPropertyName.adapt(key.replace("*", "x"), '.'));
  }

  private static boolean matches(DocumentedKeys.Key key, String name) {
    return name.startsWith("rivya.") && key.matches(ConfigurationPropertyName.of(name));
  }

  private int line(String name) {
    return FileLine.of(FILE.toString(), shipped.get(name)).line();
  }

  private String place(String name) {
    return FILE + ":" + line(name);
  }
}
