package dev.rivyaroutes.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The vocabulary of the flows: the Kamelets that there are, and what each takes. */
final class Kamelets {

  private static final String SUFFIX = ".kamelet.yaml";

  /** A parameter as its Kamelet declares it; without an enum the list is empty. */
  record Parameter(String type, List<String> oneOf) {}

  /** What a Kamelet takes. */
  record Kamelet(Map<String, Parameter> parameters, Set<String> required) {}

  private final Map<String, Kamelet> byName = new TreeMap<>();

  /**
   * Reads the Kamelets of some places.
   *
   * @param locations as in {@code camel.component.kamelet.location}, with commas between
   */
  static Kamelets read(String locations) throws IOException {
    Kamelets kamelets = new Kamelets();
    PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
    for (String location : locations.split(",")) {
      String place = location.strip().replaceFirst("^classpath:", "classpath*:");
      for (Resource file : resolver.getResources(place + "/*" + SUFFIX)) {
        String name = file.getFilename();
        String text = file.getContentAsString(StandardCharsets.UTF_8);
        YamlTree.read(name, text)
            .ifPresent(root -> kamelets.byName.put(name.replace(SUFFIX, ""), of(root)));
      }
    }
    return kamelets;
  }

  private static Kamelet of(Node root) {
    Node definition =
        YamlTree.value(root, "spec")
            .flatMap(spec -> YamlTree.value(spec, "definition"))
            .orElse(root);
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    YamlTree.value(definition, "properties")
        .ifPresent(
            properties ->
                YamlTree.entries(properties)
                    .forEach(
                        entry ->
                            parameters.put(
                                YamlTree.text(entry.getKeyNode()),
                                parameter(entry.getValueNode()))));
    return new Kamelet(parameters, Set.copyOf(texts(definition, "required")));
  }

  private static Parameter parameter(Node node) {
    return new Parameter(YamlTree.textOf(node, "type").orElse("string"), texts(node, "enum"));
  }

  private static List<String> texts(Node node, String key) {
    return YamlTree.value(node, key).map(YamlTree::items).orElse(List.of()).stream()
        .map(YamlTree::text)
        .collect(Collectors.toList());
  }

  Set<String> names() {
    return byName.keySet();
  }

  /** The Kamelet of this name; null where there is none. */
  Kamelet get(String name) {
    return byName.get(name);
  }
}
