package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.snakeyaml.engine.v2.nodes.Node;
import org.w3c.dom.Document;

/** The annotations by which Camel's designers and catalogues show a Kamelet. */
final class AnnotationRules {

  private static final String CAMEL = "camel.apache.org/";
  private static final String SVG = "data:image/svg+xml;base64,";
  private static final int LARGEST_ICON = 1024;
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>rivya-routes</artifactId>\\s*<version>([^<]+)</version>");

  private static final Map<String, Predicate<String>> RULES =
      Map.of(
          "kamelet.icon", AnnotationRules::isIcon,
          "provider", "Rivya Routes"::equals,
          "kamelet.group", text -> !text.isBlank(),
          "kamelet.support.level", text -> List.of("Preview", "Stable").contains(text),
          "catalog.version", text -> text.equals(projectVersion()));

  private AnnotationRules() {}

  static void check(String file, Node metadata, List<Finding> breaches) {
    Node annotations = YamlTree.value(metadata, "annotations").orElse(metadata);
    RULES.forEach(
        (name, rule) -> {
          String value = YamlTree.textOf(annotations, CAMEL + name).orElse("");
          if (!rule.test(value)) {
            String problem = value.isEmpty() ? "is missing" : "has a wrong value";
            breaches.add(
                Finding.at(
                    Rule.KAMELET,
                    FileLine.of(file, annotations),
                    "the annotation " + CAMEL + name + " " + problem,
                    ""));
          }
        });
  }

  /** A small SVG document that is complete in itself. */
  private static boolean isIcon(String uri) {
    if (!uri.startsWith(SVG)) {
      return false;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(uri.substring(SVG.length()));
      DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
      xml.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Document svg = xml.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
      String text = new String(bytes, StandardCharsets.UTF_8);
      return bytes.length <= LARGEST_ICON
          && svg.getDocumentElement().getTagName().equals("svg")
          && !text.matches("(?s).*(href|<script|<image|url\\().*");
    } catch (Exception e) {
      return false;
    }
  }

  private static String projectVersion() {
    try {
      Matcher pom = VERSION.matcher(Files.readString(Path.of("pom.xml")));
      return pom.find() ? pom.group(1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
