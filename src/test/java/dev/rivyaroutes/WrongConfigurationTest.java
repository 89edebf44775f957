package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Mistakes in the files that stop the real program before it opens or takes in anything. */
@ExtendWith(OutputCaptureExtension.class)
class WrongConfigurationTest {

  @TempDir Path folder;
  private TestHouse house;

  @BeforeEach
  void build() throws IOException {
    house = new TestHouse(folder);
  }

  @Test
  void namesAMisspelledKeyAndTheRightOne(CapturedOutput output) throws IOException {
    house.configAlso("  wait:\n    deadlne: 2h\n");

    stops(
        output,
        "config/application.yaml:7: There is no key rivya.wait.deadlne.",
        "Write rivya.wait.deadline, or remove it.");
  }

  @Test
  void namesAMisspelledKeyOfAnAccountWithoutItsValue(CapturedOutput output) throws IOException {
    house.configAlso("    second:\n      api-kee: rvya_sk_hidden\n");

    stops(
        output,
        "config/application.yaml:7: There is no key rivya.accounts.second.api-kee.",
        "Write rivya.accounts.second.api-key,");
    assertThat(output).doesNotContain("rvya_sk_hidden");
  }

  @Test
  void namesTheWebhookThatCannotBeUsedWithoutItsSecret(CapturedOutput output) throws IOException {
    house.configAlso("    second:\n      webhook: { secrets: whsec_hidden*hidden }\n");

    startFails(
        () -> house.start(),
        output,
        "rivya.accounts.second.webhook: A webhook secret is empty or not base64 after whsec_;");
    assertThat(output).doesNotContain("hidden");
  }

  @Test
  void namesTheKeyOfARateThatCannotBeRead(CapturedOutput output) throws IOException {
    house.configAlso("    second:\n      rate: fast\n");

    startFails(() -> house.start(), output, "rivya.accounts.second.rate is \"fast\";");
  }

  @Test
  void namesAMisspelledKeyOfTheCommandLine(CapturedOutput output) {
    stops(
        () -> house.start("rivya.ledger.leese=1m"),
        output,
        "the command line: There is no key rivya.ledger.leese.",
        "Write rivya.ledger.lease,");
  }

  @Test
  void reportsAllMistakesAtOnce(CapturedOutput output) throws IOException {
    house.configAlso("  wait:\n    deadlne: 2h\n");
    house.flowWith("model: nano-banana-2", "modell: nano-banana-2");

    stops(
        output,
        "There is no key rivya.wait.deadlne.",
        "posters.camel.yaml:15: rivya-generation-sink has no parameter modell.",
        "posters.camel.yaml:11: rivya-generation-sink is missing the parameter model.");
  }

  @Test
  void namesTheFlowWhoseBudgetWasMeant(CapturedOutput output) throws IOException {
    house.configAlso("  flows:\n    poster:\n      credits: { daily-cap: 5 }\n");

    stops(
        output,
        "config/application.yaml:8: rivya.flows.poster sets a budget, but there is no flow poster.",
        "Write rivya.flows.posters, or remove it.");
  }

  @Test
  void namesTheLineOfYamlThatCannotBeRead(CapturedOutput output) throws IOException {
    house.flowWith("    from:\n", "   from:\n");

    stops(output, "routes/posters.camel.yaml:5: The YAML cannot be read:", "indentation");
  }

  @Test
  void namesTheKameletThatWasMeant(CapturedOutput output) throws IOException {
    house.flowWith("kamelet:folder-drop-source", "kamelet:folder-drop-sorce");

    stops(
        output,
        "routes/posters.camel.yaml:6: There is no Kamelet \"folder-drop-sorce\".",
        "Write kamelet:folder-drop-source,");
  }

  @Test
  void namesTheValuesThatAParameterTakes(CapturedOutput output) throws IOException {
    house.flowWith(
        "sink: folder\n", "sink: folder\n        \"on\": fail\n        concurrency: many\n");

    stops(
        output,
        "routes/posters.camel.yaml:24: rivya-result-source has on: fail.",
        "Write one of succeeded, failed, all.",
        "routes/posters.camel.yaml:25: rivya-result-source has concurrency: many.",
        "Write a whole number.");
  }

  @Test
  void namesTheAccountThatWasMeant(CapturedOutput output) throws IOException {
    house.flowWith("account: studio", "account: studeo");

    stops(
        output,
        "routes/posters.camel.yaml:14: There is no account \"studeo\".",
        "Write studio, or add rivya.accounts.studeo");
  }

  @Test
  void namesTheSecondUseOfARouteId(CapturedOutput output) throws IOException {
    house.flow(
        "posters-results", house.goodFlow().replace("flow: posters", "flow: posters-results"));

    stops(
        output,
        "routes/posters.camel.yaml:17: The route id posters-results is taken by ",
        "routes/posters-results.camel.yaml:17.");
  }

  @Test
  void namesARouteIdThatTheEngineHas(CapturedOutput output) throws IOException {
    house.flow("chat", house.goodFlow().replace("posters", "chat"));

    stops(output, "The route id chat is taken by ", "camel/chat.camel.yaml:3.");
  }

  @Test
  void namesARouteIdThatAKameletHas(CapturedOutput output) throws IOException {
    house.flow(
        "folder-drop-source", house.goodFlow().replace("posters-results", "folder-drop-source-1"));

    stops(
        output,
        "The route id folder-drop-source-1 collides with the ids that Camel gives to uses of the Kamelet.");
  }

  @Test
  void namesAValueThatWouldNotArrive(CapturedOutput output) throws IOException {
    house.flowWith("/out\n", "/R&D\n");

    stops(output, "/R&D, which has an &, which would end it.", "Write RAW(", "/R&D).");
  }

  @Test
  void namesAFlowThatIsNotTheFiles(CapturedOutput output) throws IOException {
    house.flow("banners", house.goodFlow().replace("id: posters", "id: banners"));
    house.flow("postcards", house.goodFlow().replace("id: posters", "id: cards"));

    stops(
        output,
        "routes/banners.camel.yaml:13: rivya-generation-sink has flow: posters, but the file is"
            + " named banners.",
        "Write flow: banners, or rename the file to posters.camel.yaml.",
        "routes/postcards.camel.yaml:3: The route id cards does not begin with the file name");
  }

  @Test
  void namesAPlaceholderWithoutAValue(CapturedOutput output) throws IOException {
    house.flowWith("description: Make a poster of each brief", "autoStartup: \"{{posters.on}}\"");

    stops(
        output,
        "routes/posters.camel.yaml:4: {{posters.on}} has no value.",
        "Set posters.on in config/application.yaml,");
  }

  @Test
  void namesTheSinkThatIsThereTwice(CapturedOutput output) throws IOException {
    String good = house.goodFlow();
    String results = good.substring(good.indexOf("- route:\n    id: posters-results"));
    house.flow("posters", good + results.replace("id: posters-results", "id: posters-again"));

    stops(
        output,
        "routes/posters.camel.yaml:36: The sink folder of this flow is taken by ",
        "Give each rivya-result-source a sink name of its own.");
  }

  @Test
  void namesTheSinkWhoseNameIsTooLong(CapturedOutput output) throws IOException {
    String sink = "sink-" + "s".repeat(100);
    house.flow("posters", house.goodFlow().replace("sink: folder", "sink: " + sink));

    stops(output, "The name of this sink has 105 characters. Give it one of 100 at most.");
  }

  private void stops(CapturedOutput output, String... said) {
    stops(() -> house.start("rivya.flows.when-wrong=stop"), output, said);
  }

  private void stops(Runnable start, CapturedOutput output, String... said) {
    startFails(start, output, said);
    assertThat(folder.resolve("ledger.db")).doesNotExist();
  }

  private static void startFails(Runnable start, CapturedOutput output, String... said) {
    assertThatThrownBy(start::run).isInstanceOf(RuntimeException.class);
    assertThat(output).contains(said).contains("APPLICATION FAILED TO START");
    assertThat(output.toString().lines()).noneMatch(line -> line.matches("\\s+at \\S+\\(.*"));
  }
}
