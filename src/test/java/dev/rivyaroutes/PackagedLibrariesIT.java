package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.testing.ProgramProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the packaged program holds of others, and the list of it. */
class PackagedLibrariesIT {

  private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

  private static final String FOLDER = "BOOT-INF/lib/";

  /** Each opens files, runs expressions of its own or parses XML, and no route needs it. */
  private static final List<String> UNUSED =
      List.of(
          "camel-controlbus",
          "camel-dataset",
          "camel-exec",
          "camel-groovy",
          "camel-jms",
          "camel-aws2-sqs",
          "camel-kafka",
          "camel-mail",
          "camel-mvel",
          "camel-ognl",
          "camel-saga",
          "camel-spring-xml",
          "camel-stub",
          "camel-validator",
          "camel-xml-jaxp",
          "camel-xpath",
          "camel-xslt",
          "commons-math3",
          "h2",
          "jgroups",
          "netty-codec-http2",
          "netty-nio-client",
          "poi-ooxml",
          "SparseBitSet",
          "xalan",
          "xercesImpl",
          "Saxon-HE");

  @Test
  void containsNothingThatNoRouteNeeds() throws IOException {
    assertThat(libraries()).isNotEmpty();
    assertThat(libraries().stream().filter(PackagedLibrariesIT::isUnused)).isEmpty();
  }

  @Test
  void listsEveryLibraryThatItContains() throws IOException {
    JsonNode list = new ObjectMapper().readTree(Path.of("target", "bom.json").toFile());
    TreeSet<String> listed = new TreeSet<>();
    for (JsonNode component : list.path("components")) {
      listed.add(
          component.path("name").asText()
              + "-"
              + component.path("version").asText()
              + classifier(component)
              + ".jar");
    }

    assertThat(list.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(listed).containsAll(libraries());
  }

  /** Each class is looked for in one library after the other. */
  @Test
  void librariesThatAStartReadsMostComeFirst() throws IOException {
    try (JarFile jar = new JarFile(ProgramProcess.JAR.toFile())) {
      List<String> inOrder =
          jar.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.startsWith(FOLDER) && name.endsWith(".jar"))
              .toList();

      assertThat(inOrder).doesNotHaveDuplicates();
      assertThat(inOrder.subList(0, 10))
          .anyMatch(name -> name.contains("spring-core-"))
          .anyMatch(name -> name.contains("camel-api-"));
    }
  }

  private static String classifier(JsonNode component) {
    Matcher classifier = CLASSIFIER.matcher(component.path("purl").asText());
    return classifier.find() ? "-" + classifier.group(1) : "";
  }

  private static boolean isUnused(String library) {
    String name = library.replaceFirst("(-starter)?-[0-9].*", "");
    return UNUSED.contains(name);
  }

  private static List<String> libraries() throws IOException {
    try (JarFile jar = new JarFile(ProgramProcess.JAR.toFile())) {
      return jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(FOLDER) && name.endsWith(".jar"))
          .map(name -> name.substring(FOLDER.length()))
          .filter(name -> !name.startsWith("spring-boot-jarmode"))
          .toList();
    }
  }
}
