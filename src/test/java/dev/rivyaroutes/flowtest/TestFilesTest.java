package dev.rivyaroutes.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import dev.rivyaroutes.flowtest.file.TestFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of tests and their schema, which editors use too. */
class TestFilesTest {
  private static final String FLOW =
      """
      - route:
          id: orders
          from:
            uri: direct:orders
            steps:
              - stop: {}
      """;

  @TempDir Path folder;

  private static JsonSchema schema() throws IOException {
    try (InputStream file =
        TestFilesTest.class.getResourceAsStream("/schema/flow-test.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(file);
    }
  }

  private List<Finding> read(String flow, String test) throws IOException {
    Files.writeString(folder.resolve("orders.camel.yaml"), flow);
    Path file = Files.writeString(folder.resolve("orders.test.yaml"), test);
    ReadTestFiles read = new ReadTestFiles();
    read.read(file);
    return read.findings();
  }

  @Test
  void eachShippedFlowHasTestsThatFitTheSchema() throws IOException {
    ReadTestFiles read = new ReadTestFiles();
    read.readAll("file:routes/*.camel.yaml");

    assertThat(read.findings()).isEmpty();
    try (Stream<Path> flows = Files.list(Path.of("routes"))) {
      assertThat(read.files())
          .hasSize((int) flows.filter(file -> file.toString().endsWith(".camel.yaml")).count());
    }
    for (var file : read.files()) {
      assertThat(schema().validate(new YAMLMapper().readTree(file.path().toFile())))
          .as(file.name())
          .isEmpty();
    }
  }

  /** Both find it; ours with the place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "case: []                                      | 1:1  | no key case",
        "cases: many                                   | 1:8  | must be a list",
        "cases: [one]                                  | 1:9  | must be a mapping",
        "cases: [{ name: a }]                          | 1:9  | lacks its brief",
        "cases: [{ name: a, brief: {}, sink: {} }]     | 1:31 | no key sink",
        "cases: [{ name: a, brief: {}, state: ready }] | 1:38 | State is \"ready\"",
        "cases: [{ name: a, brief: { maill: {} } }]    | 1:29 | no key maill",
        "cases: [{ name: a, brief: { file: [] } }]     | 1:35 | must be a text",
        "cases: [{ name: a, brief: x }]                | 1:27 | cannot be this",
        "cases: [{ name: a, brief: {}, rivya: [{ answer: { outcome: bad } }] }] | 1:60 | Outcome is"
      })
  void findsWhatTheSchemaForbids(String test, String place, String problem) throws IOException {
    List<Finding> findings = read(FLOW, test);

    assertThat(findings)
        .anySatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo(Rule.FLOW_TEST);
              assertThat(finding.problem()).contains(problem);
              assertThat(finding.place().line().line() + ":" + finding.place().line().column())
                  .isEqualTo(place);
            });
    assertThat(schema().validate(new YAMLMapper().readTree(test))).isNotEmpty();
  }

  @Test
  void findsNamesThatStandTwiceAndSourcesWithoutAnEnd() throws IOException {
    String test = "cases:\n  - { name: a, brief: {} }\n  - { name: a, brief: {} }\n";

    assertThat(read(FLOW.replace("direct:orders", "rss:https://example.com/feed"), test))
        .extracting(Finding::problem)
        .containsExactly(
            "Two cases have the name \"a\".",
            "The source rss:https://example.com/feed has no end in a test, so the flow cannot be tested.");
  }

  @Test
  void saysWhichFileIsMissingOrNoYaml() throws IOException {
    ReadTestFiles read = new ReadTestFiles();
    read.read(folder.resolve("absent.test.yaml"));
    Files.writeString(folder.resolve("alone.test.yaml"), "cases: []");
    read.read(folder.resolve("alone.test.yaml"));

    assertThat(read.findings())
        .extracting(Finding::problem)
        .containsExactly(
            "This file does not exist.", "There is no flow alone.camel.yaml beside it.");
    assertThat(read(FLOW, "cases: [")).isNotEmpty();
    assertThat(read(FLOW, "# nothing"))
        .extracting(Finding::remedy)
        .containsExactly("Add cases: with a case.");
  }

  @Test
  void readsTheTestsOfAFlowByItsName() throws IOException {
    Files.writeString(folder.resolve("orders.camel.yaml"), FLOW);
    Files.writeString(folder.resolve("orders.test.yaml"), "cases: [{ name: a, brief: {} }]");
    ReadTestFiles read = new ReadTestFiles();

    read.read("orders", "file:" + folder + "/*.camel.yaml");
    read.read("order", "file:" + folder + "/*.camel.yaml");

    assertThat(read.files()).extracting(TestFile::flowName).containsExactly("orders");
    assertThat(read.findings())
        .extracting(finding -> finding.place() + " " + finding.problem())
        .containsExactly("order This file does not exist.");
  }

  @Test
  void findsFilesThatAreNotUtf8() throws IOException {
    Files.writeString(folder.resolve("orders.camel.yaml"), FLOW);
    Path file = folder.resolve("orders.test.yaml");
    Files.write(file, "cases: [{ name: \u00FC }]".getBytes(StandardCharsets.ISO_8859_1));
    ReadTestFiles read = new ReadTestFiles();

    read.read(file);

    assertThat(read.findings())
        .extracting(Finding::problem)
        .containsExactly("The YAML cannot be read: the file is not UTF-8.");
  }

  /** The run could not lead it to its own folder. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kamelet:folder-result-sink?directory=data/out",
        "kamelet:folder-result-sink/out?sidecar=false&directory=data/out"
      })
  void findsFoldersInAddresses(String address) throws IOException {
    String flow = FLOW.replace("- stop: {}", "- to:\n            uri: " + address);

    List<Finding> findings = read(flow, "cases:\n  - { name: a, brief: {} }\n");

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isError()).isTrue();
              assertThat(finding.place().line().line()).isEqualTo(7);
              assertThat(finding.problem())
                  .isEqualTo(
                      "The address of kamelet:folder-result-sink has directory, so a test would use that folder itself.");
              assertThat(finding.remedy())
                  .isEqualTo("Write directory: under parameters: of the step.");
            });
  }
}
