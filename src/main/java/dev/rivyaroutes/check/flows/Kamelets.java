package dev.rivyaroutes.check.flows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The available Kamelets and their parameters. */
final class Kamelets {

  private static final String SUFFIX = ".kamelet.yaml";
  private static final String KIND = "camel.apache.org/kamelet.type";

  /**
   * A parameter as its Kamelet declares and uses it.
   *
   * @param format such as {@code duration}; empty where there is none
   * @param oneOf the values that it may have; empty where all are allowed
   * @param inPath whether the value becomes part of an address before its {@code ?}
   * @param inQuery whether it becomes an option of an address as it is
   */
  record Parameter(
      String type, String format, List<String> oneOf, boolean inPath, boolean inQuery) {}

  /**
   * The parameters of a Kamelet, and the names of its beans and of those of the Kamelets it uses.
   *
   * @param kind source, action or sink; empty if it does not say so
   * @param definition its title, description and parameters as they are written
   */
  record Kamelet(
      Map<String, Parameter> parameters,
      Set<String> required,
      Set<String> beans,
      String kind,
      Node definition) {}

  private final Map<String, Kamelet> byName = new TreeMap<>();

  /** The Kamelets that the flows can use. */
  static Kamelets of(Environment environment) throws IOException {
    return read(environment.getProperty("camel.component.kamelet.location", "classpath:kamelets"));
  }

  /**
   * Reads the Kamelets of some places.
   *
   * @param locations as in {@code camel.component.kamelet.location}, with commas between
   */
  static Kamelets read(String locations) throws IOException {
    Kamelets kamelets = new Kamelets();
    Map<String, Node> files = new TreeMap<>();
    PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
    for (String location : locations.split(",")) {
      String place = location.strip().replaceFirst("^classpath:", "classpath*:");
      for (Resource file : resolver.getResources(place + "/*" + SUFFIX)) {
        String name = file.getFilename();
        String text = file.getContentAsString(StandardCharsets.UTF_8);
        YamlTree.read(name, text).ifPresent(root -> files.put(name.replace(SUFFIX, ""), root));
      }
    }
    files.forEach((name, root) -> kamelets.byName.put(name, of(root, files)));
    return kamelets;
  }

  private static Kamelet of(Node root, Map<String, Node> files) {
    Node definition = part(root, "definition");
    Node template = part(root, "template");
    List<String> paths = new ArrayList<>();
    List<String> options = new ArrayList<>();
    YamlTree.forEachEntry(
        template,
        (parent, entry) -> {
          String key = YamlTree.text(entry.getKeyNode());
          if (key.equals("uri")) {
            paths.add(YamlTree.text(entry.getValueNode()));
          } else if (key.equals("parameters")) {
            YamlTree.forEachText(entry.getValueNode(), text -> options.add(text.getValue()));
          }
        });
    options.removeIf(text -> text.startsWith("RAW("));
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    YamlTree.entries(definition, "properties").stream()
        .forEach(
            entry -> {
              String name = YamlTree.text(entry.getKeyNode());
              parameters.put(
                  name, parameter(entry.getValueNode(), isIn(paths, name), isIn(options, name)));
            });
    Set<String> beans = new TreeSet<>(beans(template));
    paths.stream()
        .map(path -> files.get(path.replaceFirst("^kamelet:", "")))
        .filter(Objects::nonNull)
        .forEach(used -> beans.addAll(beans(part(used, "template"))));
    String kind =
        YamlTree.value(root, "metadata")
            .flatMap(metadata -> YamlTree.value(metadata, "labels"))
            .flatMap(labels -> YamlTree.textOf(labels, KIND))
            .orElse("");
    return new Kamelet(
        parameters, Set.copyOf(texts(definition, "required")), beans, kind, definition);
  }

  private static List<String> beans(Node template) {
    return YamlTree.items(template, "beans").stream()
        .flatMap(bean -> YamlTree.textOf(bean, "name").stream())
        .toList();
  }

  private static boolean isIn(List<String> texts, String parameter) {
    return texts.stream().anyMatch(text -> text.contains("{{" + parameter + "}}"));
  }

  private static Node part(Node root, String name) {
    return YamlTree.value(root, "spec").flatMap(spec -> YamlTree.value(spec, name)).orElse(root);
  }

  private static Parameter parameter(Node node, boolean inPath, boolean inQuery) {
    return new Parameter(
        YamlTree.textOf(node, "type").orElse("string"),
        YamlTree.textOf(node, "format").orElse(""),
        texts(node, "enum"),
        inPath,
        inQuery);
  }

  private static List<String> texts(Node node, String key) {
    return YamlTree.items(node, key).stream().map(YamlTree::text).collect(Collectors.toList());
  }

  Set<String> names() {
    return byName.keySet();
  }

  /** Null if there is no such Kamelet. */
  Kamelet get(String name) {
    return byName.get(name);
  }
}
