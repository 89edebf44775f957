package dev.rivyaroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rivyaroutes.testing.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The form of README.md and the pages: links, beginnings, length. */
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern TEST_NAME = Pattern.compile("(?:`|test=)([A-Z]\\w*(?:Test|IT))\\b");
  private static final Pattern TYPE_NAME = Pattern.compile("`([A-Z][a-z]\\w*)`");
  private static final Pattern ROOM = Pattern.compile("`([a-z]\\w*(?:/[a-z]\\w*)?)`");
  private static final Pattern MODULE = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");
  private static final long MOST_BYTES_OF_AN_IMAGE = 60_000;

  @Test
  void linksLeadToPagesAndHeadingsThatExist() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Document page : Document.all()) {
      Matcher link = LINK.matcher(page.prose());
      while (link.find()) {
        if (!link.group(1).startsWith("http") && !leads(page, link.group(1), link.group(2))) {
          broken.add(page.path() + ": " + link.group());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leads(Document from, String path, String anchor) throws IOException {
    Path target = path.isEmpty() ? from.path() : from.path().resolveSibling(path).normalize();
    return Files.isRegularFile(target)
        && (anchor == null || anchors(Document.read(target)).contains(anchor));
  }

  /** As GitHub makes them. */
  private static Set<String> anchors(Document page) {
    return page.headings().stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void readmeLinksEveryPage() throws IOException {
    String readme = Document.read(Document.README).text();
    assertThat(Document.all().stream().map(page -> page.path().toString()))
        .filteredOn(path -> !path.equals(Document.README.toString()))
        .allSatisfy(path -> assertThat(readme).contains("(" + path + ")"));
  }

  @Test
  void readmeIsShortAndShowsAFlowAndACommandFirst() throws IOException {
    Document readme = Document.read(Document.README);
    List<Document.Block> blocks = readme.blocks();

    assertThat(readme.text().lines().count()).isLessThanOrEqualTo(160);
    assertThat(blocks.get(0).info()).isEqualTo("yaml flow");
    assertThat(blocks.get(0).line() + blocks.get(0).text().lines().count()).isLessThan(30);
    assertThat(blocks.get(1).info()).isEqualTo("sh");
    assertThat(blocks.get(1).line()).isLessThan(40);
    assertThat(blocks.get(1).text().lines()).hasSize(1);
  }

  @Test
  void everyPageBeginsWithWhatItsReaderCanDoThen() throws IOException {
    assertThat(Document.all())
        .filteredOn(page -> !page.path().equals(Document.README))
        .allSatisfy(
            page ->
                assertThat(page.text()).matches("(?s)# [^\\n]+\\n\\nAfter this page [^\\n]+\\n.*"));
  }

  @Test
  void readmeNamesEveryKamelet() throws IOException {
    String readme = Document.read(Document.README).text();
    try (Stream<Path> kamelets = Files.list(Path.of("src/main/resources/kamelets"))) {
      assertThat(kamelets.map(file -> file.getFileName().toString().replace(".kamelet.yaml", "")))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }
  }

  @Test
  void pageAboutTheApiNamesEveryCallOfItsDescription() throws IOException {
    String page = Document.page("http-api").text().replaceAll("\\{[a-z]+}", "{}");
    JsonNode description =
        new YAMLMapper().readTree(Path.of("src/main/resources/openapi.yaml").toFile());
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
      String address = path.getKey().replaceAll("\\{[a-z]+}", "{}");
      for (String method : List.of("get", "post")) {
        String call = "| `" + method.toUpperCase(Locale.ROOT) + " " + address;
        if (path.getValue().has(method) && !page.contains(call)) {
          missing.add(call);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void contributorsFindEveryModule() throws IOException {
    String modules = Document.page("contributing").text().split("\n## ")[2];
    Set<String> named =
        MODULE.matcher(modules).results().map(row -> row.group(1)).collect(Collectors.toSet());
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/rivyaroutes"))) {
      assertThat(folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  @Test
  void typesAndRoomsOfTheArchitectureExist() throws IOException {
    String page = Document.page("architecture").text();
    Set<String> types = new HashSet<>();
    Set<String> rooms = new HashSet<>();
    for (Path root : List.of(Path.of("src/main/java"), Path.of("src/test/java"))) {
      Path base = root.resolve("dev/rivyaroutes");
      try (Stream<Path> files = Files.walk(base)) {
        files.forEach(
            file -> {
              types.add(file.getFileName().toString().replace(".java", ""));
              if (root.startsWith("src/main") && Files.isDirectory(file)) {
                rooms.add(base.relativize(file).toString());
              }
            });
      }
    }
    List<String> named =
        TYPE_NAME.matcher(page).results().map(type -> type.group(1)).distinct().toList();
    assertThat(named).hasSizeGreaterThan(20).allMatch(types::contains);
    List<String> walked =
        ROOM.matcher(page)
            .results()
            .map(room -> room.group(1))
            .filter(r -> r.contains("/"))
            .toList();
    assertThat(walked).hasSizeGreaterThan(10).allMatch(rooms::contains);
  }

  @Test
  void imagesAreSmall() throws IOException {
    try (Stream<Path> images = Files.list(Document.PAGES.resolve("images"))) {
      assertThat(images)
          .isNotEmpty()
          .allSatisfy(image -> assertThat(Files.size(image)).isLessThan(MOST_BYTES_OF_AN_IMAGE));
    }
  }

  @Test
  void testsThatPagesNameExist() throws IOException {
    Set<String> tests = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files.forEach(file -> tests.add(file.getFileName().toString().replace(".java", "")));
    }
    List<String> named = new ArrayList<>();
    for (Document page : Document.all()) {
      TEST_NAME.matcher(page.text()).results().forEach(name -> named.add(name.group(1)));
    }
    assertThat(named).isNotEmpty().allMatch(tests::contains);
  }
}
