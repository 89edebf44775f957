package dev.rivyaroutes.check.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import picocli.CommandLine;

/** The command on folders with mistakes, in each of its formats. */
class CheckCommandTest {
  private static final String FLOW =
      """
      # In: files. Out: nothing.
      - route:
          id: posters
          description: Make a poster of each brief
          from:
            uri: kamelet:folder-drop-source
            parameters:
              directory: data/in
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: posters
                    account: studio
                    model: nano-banana-2
      - route:
          id: posters-results
          description: Log each result
          from:
            uri: kamelet:rivya-result-source
            parameters:
              flow: posters
              sink: log
            steps:
              - to:
                  uri: kamelet:log-result-sink
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("config"));
    Files.createDirectories(folder.resolve("routes"));
    config("rivya:\n  accounts:\n    studio:\n      api-key: ${STUDIO_KEY_OF_TESTS}\n");
    flow(FLOW);
  }

  private void config(String yaml) throws IOException {
    Files.writeString(folder.resolve("config/application.yaml"), yaml);
  }

  private void flow(String yaml) throws IOException {
    Files.writeString(folder.resolve("routes/posters.camel.yaml"), yaml);
  }

  private int check(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--spring.config.location=classpath:/,file:" + folder + "/config/");
    all.add("--rivya.routes=file:" + folder + "/routes/*.camel.yaml");
    return new CommandLine(new CheckCommand((given, timeout, wrong) -> List.of()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private String text() {
    return out.toString().replace(folder + "/", "");
  }

  @Test
  void notesWhatOnlyTheStartCanKnow() {
    assertThat(check()).isZero();
    assertThat(text())
        .contains("config/application.yaml:4:16: reference (note)")
        .contains("there is no STUDIO_KEY_OF_TESTS")
        .contains("0 findings, 1 note");
    assertThat(check("--strict")).isOne();
    assertThat(check("--strict", "--rivya.accounts.studio.api-key=rk_test_x")).isZero();
  }

  @Test
  void namesAllMistakesAtOnceWithTheirLines() throws IOException {
    config("rivya:\n  accounts:\n    studio:\n      api-keyy: rk_live_hunter2hunter2\n");
    flow(FLOW.replace("directory:", "directori:").replace("account: studio", "account: studo"));

    assertThat(check()).isOne();
    assertThat(text())
        .contains(
            """
            routes/posters.camel.yaml:8:9: kamelet
            """)
        .contains("folder-drop-source has no parameter directori.")
        .contains("folder-drop-source is missing the parameter directory.")
        .contains("There is no account \"studo\".")
        .contains("config/application.yaml:4:17: configuration-key\n          api-keyy: …\n")
        .doesNotContain("hunter2");
  }

  @Test
  void showsTheLineWithACaretBelowTheMistake() throws IOException {
    Path routes = Files.createDirectories(Path.of("target/check-command/routes"));
    Path flow = routes.resolve("posters.camel.yaml");
    Files.writeString(flow, FLOW.replace("directory:", "directori:"));

    check("--rivya.routes=file:" + flow);

    assertThat(text())
        .contains("target/check-command/routes/posters.camel.yaml:8:9: kamelet\n")
        .contains("            ^\n  folder-drop-source has no parameter directori.");
  }

  @Test
  void explainsWhatIsNoYaml() throws IOException {
    flow(FLOW.replace("      uri: kamelet:folder", "\turi: kamelet:folder"));
    assertThat(check()).isOne();
    assertThat(text()).contains("posters.camel.yaml:6:1: yaml").contains("indented with a tab");

    flow(FLOW);
    config("rivya:\n  accounts: [\n");
    assertThat(check()).isOne();
    assertThat(text()).contains("The YAML cannot be read").doesNotContain("Exception");
  }

  @Test
  void writesJson() throws IOException {
    flow(FLOW.replace("account: studio", "account: studo"));

    assertThat(check("--format=json")).isOne();
    JsonNode findings = Json.PLAIN.readTree(out.toString());
    assertThat(findings).hasSize(2);
    JsonNode mistake = findings.get(1);
    assertThat(mistake.path("file").asText()).endsWith("routes/posters.camel.yaml");
    assertThat(mistake.path("line").asInt()).isEqualTo(14);
    assertThat(mistake.path("column").asInt()).isEqualTo(15);
    assertThat(mistake.path("rule").asText()).isEqualTo("kamelet");
    assertThat(mistake.path("severity").asText()).isEqualTo("error");
    assertThat(mistake.path("problem").asText()).isEqualTo("There is no account \"studo\".");
    assertThat(findings.get(0).path("severity").asText()).isEqualTo("note");
  }

  @Test
  void writesAnnotationsOfGithub() throws IOException {
    flow(FLOW.replace("account: studio", "account: 50%, <b>"));

    assertThat(check("--format=github")).isOne();
    assertThat(text())
        .contains("::notice file=config/application.yaml,line=4,col=16,title=reference::")
        .containsPattern(
            "::error file=routes/posters\\.camel\\.yaml,line=14,col=15,title=kamelet::")
        .contains("50%25");
  }

  @Test
  void writesJunitToAFile() throws Exception {
    flow(FLOW.replace("account: studio", "account: \"a\\u0001<b>\""));
    Path report = folder.resolve("check.xml");

    assertThat(check("--format=junit", "--output=" + report)).isOne();
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(Files.newInputStream(report)));
    assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("1");
    assertThat(xml.getElementsByTagName("failure").item(0).getTextContent())
        .contains("routes/posters.camel.yaml:14", "has account: a\uFFFD<b>");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(check("--format=xml")).isEqualTo(2);
    assertThat(check("routes")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Invalid value for option '--format'")
        .contains("check knows no \"routes\". Write keys as --key=value.");
    assertThat(check("--help")).isZero();
    assertThat(out.toString()).contains("Exit codes: 0 nothing found");
  }
}
