package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What the real program says when it starts. */
@ExtendWith(OutputCaptureExtension.class)
class StartIT {

  @Test
  void startsWithTheShippedFlowsAndAnEmptyConfiguration(CapturedOutput output, @TempDir Path folder)
      throws IOException {
    TestHouse house = new TestHouse(folder);
    house.config("");
    Files.delete(folder.resolve("routes/posters.camel.yaml"));
    for (String flow : List.of("demo", "listing-photos", "bucket-events")) {
      house.flow(flow, Files.readString(Path.of("routes", flow + ".camel.yaml")));
    }
    try (ConfigurableApplicationContext program = house.start()) {
      assertThat(output)
          .contains(
              "  account  none; add one under rivya.accounts",
              "  flow     demo from folder-drop-source (off) and http-drop-source (off)",
              "  flow     listing-photos from s3-drop-source (off)",
              "  flow     bucket-events from sqs-drop-source (off)")
          .doesNotContain(" WARN ", " ERROR ");
      assertThat(program.getEnvironment().getProperty("management.server.address"))
          .isEqualTo("127.0.0.1");
    }
  }

  @Test
  void logsItsConfigurationWithoutSecrets(CapturedOutput output, @TempDir Path folder)
      throws IOException {
    TestHouse house = new TestHouse(folder);
    house.flow(
        "lonely",
        """
        - route:
            id: lonely
            autoStartup: "{{lonely.on:true}}"
            from:
              uri: direct:lonely
              steps:
                - to:
                    uri: kamelet:rivya-generation-sink
                    parameters:
                      flow: lonely
                      account: studio
                      model: nano-banana-22
        """);
    house.flow(
        "resting",
        """
        - route:
            id: resting
            autoStartup: "false"
            from:
              uri: carrier-pigeon:loft
              parameters: { connection: nowhere }
              steps:
                - to:
                    uri: kamelet:rivya-generation-sink
                    parameters: { flow: resting, account: nobody, model: "{{no.value}}" }
        - route:
            id: resting-results
            autoStartup: "false"
            from:
              uri: kamelet:rivya-result-source
              parameters: { flow: resting, sink: erp, "on": never }
              steps:
                - to:
                    uri: kamelet:callback-result-sink
                    parameters: { connection: nowhere }
        """);
    // As shipped, so that no key of ours is refused by mistake.
    house.config(
        Files.readString(Path.of("config/application.yaml"))
            .replace("production-image-workflow:", "studio:"));
    String url = "jdbc:sqlite:" + folder + "/ledger.db?user=erin&password=hunter2";
    try (SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults());
        ConfigurableApplicationContext program =
            house.start(
                "spring.datasource.url=" + url,
                "spring.datasource.username=erin",
                "spring.datasource.password=hunter2",
                "rivya.accounts.studio.base-url=" + rivya.baseUri(),
                "rivya.accounts.studio.api-key=rvya_sk_test_0123456789abcdef",
                "rivya.accounts.studio.webhook.secrets=whsec_aGlkZGVu",
                "rivya.callbacks.default.secret=whsec_hidden")) {
      assertThat(output)
          .contains(
              "runs with this configuration:",
              "  profile  none",
              "  ledger   jdbc:sqlite:" + folder + "/ledger.db\n",
              "  media    file:" + folder + "/media",
              "  account  studio at "
                  + rivya.baseUri()
                  + ", key rvya_sk_test…, 10/s, 16 at once, takes events by standard-webhooks\n",
              "  flow     lonely from direct, by nano-banana-22 of studio, to nowhere",
              "  flow     posters from folder-drop-source, by nano-banana-2 of studio, to folder",
              "  flow     resting from carrier-pigeon (off), by {{no.value}} of nobody, to erp (off)",
              "  links    http://localhost:8080",
              "  health   127.0.0.1:"
                  + program.getEnvironment().getProperty("local.management.port"),
              "  http     127.0.0.1:"
                  + program.getEnvironment().getProperty("local.server.port")
                  + ", callers on this machine only",
              "routes/lonely.camel.yaml:8: No route reads the results of flow lonely;")
          .doesNotContain("hunter2", "erin", "0123456789abcdef", "whsec_hidden", "aGlkZGVu");
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(output)
                      .contains(
                          "routes/lonely.camel.yaml:12: Flow lonely is misconfigured and its briefs are refused:"
                              + " Rivya has no model \"nano-banana-22\"; did you mean nano-banana-2?"));
    }
  }
}
