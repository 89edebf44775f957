package dev.rivyaroutes.check.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.WrongConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What is wrong in a flow file is reported with its own line and with what was meant. */
class WrongFlowsTest {

  private static final String GOOD =
      """
      # In: briefs. Out: files. On failure: a document.
      - route:
          id: posters
          description: Make a poster of each brief
          from:
            uri: kamelet:folder-drop-source
            parameters:
              directory: data/in
            steps:
              - setVariable:
                  name: prompt
                  expression:
                    simple:
                      expression: ${body}
              - filter:
                  expression:
                    simple:
                      expression: ${body} != ''
                  steps:
                    - log:
                        message: "taken"
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: posters
                    account: studio
                    model: "nano-banana-2"
      """;

  @TempDir Path routes;

  @Test
  void findsNothingInAGoodFlow() throws IOException {
    assertThat(mistakes(GOOD)).isEmpty();
    assertThat(mistakes(GOOD.replace("\n", "\r\n"))).isEmpty();
    assertThat(mistakes("\uFEFF" + GOOD)).isEmpty();
  }

  @Test
  void findsAScheduledFlowThatGivesItsBriefsNothing() throws IOException {
    String scheduled =
        GOOD.replace("folder-drop-source", "schedule-source")
            .replace("directory: data/in", "cron: 30 7 * * *");
    String without = scheduled.replaceAll("(?s)        - setVariable:.*?(?=        - to:)", "");

    assertThat(mistakes(scheduled)).isEmpty();
    assertThat(mistakes(without))
        .singleElement()
        .asString()
        .contains("The briefs of schedule-source are empty, and no step sets their prompt.");
    assertThat(
            mistakes(without.replace("        - to:", "        - bean: {ref: x}\n        - to:")))
        .isEmpty();
  }

  /** Every form of route that the project itself uses. */
  @Test
  void findsNothingInTheProjectsOwnRoutes() throws IOException {
    List<Finding> breaches = new ArrayList<>();
    CheckYamlDsl words = new CheckYamlDsl(YamlDslSchema.load(), UnaryOperator.identity());
    try (CheckExpressions expressions = new CheckExpressions(UnaryOperator.identity())) {
      for (String folder :
          List.of(
              "routes",
              "src/main/resources/camel",
              "src/test/resources/engine-flows",
              "src/test/resources/http-flows",
              "src/test/resources/crash")) {
        for (FlowFile file : FlowFiles.read("file:" + folder + "/*.camel.yaml")) {
          words.check(file, breaches);
          expressions.check(file, breaches);
        }
      }
    }

    assertThat(breaches).isEmpty();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "setVariable: | setVarible: | 10 | There is no step \"setVarible\". Did you mean setVariable?",
        "- filter: | - filtr: | 15 | There is no step \"filtr\". Did you mean filter?",
        "- to: | - too: | 22 | There is no step \"too\". Did you mean to?",
        "name: prompt | nme: prompt | 11 | setVariable has no option nme. Did you mean name?",
        "message: \"taken\" | mesage: \"taken\" | 21 | log has no option mesage. Did you mean message?",
        "\\n    from: | \\n   from: | 5 | The YAML cannot be read",
        "description: Make | autoStrtup: Make | 4 | route has no option autoStrtup. Did you mean autoStartup?",
        "- route: | - rout: | 2 | the file has no option rout. Did you mean route?",
        "uri: kamelet:folder | url: kamelet:folder | 6 | from has no option url. Did you mean uri?",
        "expression: ${body} != '' | expression: ${body} !=== '' | 18 | The expression cannot be read",
        "expression: ${body}\\n | expression: ${body\\n | 14 | The expression cannot be read",
        "expression: ${body}\\n | expression: ${bdy}\\n | 14 | The expression cannot be read",
        "kamelet:rivya-gen | carrier-pigeon:rivya-gen | 23 | This program has no component \"carrier-pigeon\".",
        "model: \"nano-banana-2\" | model: \"nano-banana-2 | 27 | a quote opens here",
        "message: \"taken\" | message: \"taken | 21 | a quote opens here",
        "message: \"taken\" | message: 'taken | 21 | a quote opens here",
        "        parameters:\\n        directory | \\tparameters:\\n\\t directory | 7 | indented with a tab",
        "name: prompt | name: prompt\\n            name: text | 12 | name is set twice; the first time in line 11.",
      })
  void namesTheLineAndWhatWasMeant(String good, String bad, int line, String words)
      throws IOException {
    String wrong = spoil(good, bad);

    assertThat(mistakes(wrong))
        .anySatisfy(t -> assertThat(t).contains(":" + line + ": ").contains(words));
  }

  @Test
  void namesALanguageThatDoesNotExist() throws IOException {
    String wrong = GOOD.replaceFirst("simple:", "simpl:");

    assertThat(mistakes(wrong))
        .anySatisfy(
            mistakes ->
                assertThat(mistakes)
                    .contains(":13: There is no language \"simpl\". Did you mean simple?"));
  }

  @Test
  void namesALanguageThatThisProgramLacks() throws IOException {
    assertThat(mistakes(GOOD.replaceFirst("simple:", "jq:")))
        .anySatisfy(t -> assertThat(t).contains(":13: This program has no language jq."));
  }

  @Test
  void namesAFromWithoutAddress() throws IOException {
    assertThat(mistakes(GOOD.replaceFirst("      uri: kamelet:folder-drop-source\n", "")))
        .anySatisfy(t -> assertThat(t).contains(":6: from lacks its uri."));
  }

  @Test
  void namesAnOptionThatStandsBesideItsStep() throws IOException {
    String wrong =
        GOOD.replace(
            "            uri: kamelet:rivya-generation-sink",
            "          uri: kamelet:rivya-generation-sink");

    assertThat(mistakes(wrong)).isNotEmpty();
    assertThat(
            mistakes(
                GOOD.substring(0, GOOD.indexOf("        - to:"))
                    + "        - to:\n          uri: log:a\n"))
        .anySatisfy(
            t -> assertThat(t).contains(":23: uri is next to to. Indent it by two more spaces"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# - route:\n#     id: posters\n", "\uFEFF"})
  void namesAFileWithoutRoutes(String text) throws IOException {
    assertThat(mistakes(text)).singleElement(STRING).contains("posters.camel.yaml:1: ");
  }

  @Test
  void reportsAllMistakesOfAFile() throws IOException {
    assertThat(
            mistakes(GOOD.replace("setVariable:", "setVarible:").replace("- filter:", "- filtr:")))
        .hasSize(2);
  }

  private static String spoil(String good, String bad) {
    String from = good.replace("\\n", "\n").replace("\\t", "\t");
    assertThat(GOOD).contains(from);
    int at = GOOD.indexOf(from);
    return GOOD.substring(0, at)
        + bad.replace("\\n", "\n").replace("\\t", "\t")
        + GOOD.substring(at + from.length());
  }

  private List<String> mistakes(String flow) throws IOException {
    Files.write(routes.resolve("posters.camel.yaml"), flow.getBytes(StandardCharsets.UTF_8));
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "set",
                Map.of(
                    "rivya.routes",
                    "file:" + routes + "/*.camel.yaml",
                    "rivya.accounts.studio.api-key",
                    "x")));
    try {
      return new CheckFlowFiles(environment, FlowFiles.of(environment))
          .check().stream().map(Finding::line).toList();
    } catch (WrongConfiguration e) {
      return e.findings().stream().map(Finding::line).toList();
    }
  }
}
