package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.sqlite.LedgerFile;
import dev.rivyaroutes.testing.FreePort;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Mistakes that only show while the real program starts. */
@ExtendWith(OutputCaptureExtension.class)
class WrongStartIT {

  private static final String STOP = "rivya.flows.when-wrong=stop";

  @TempDir Path folder;
  private TestHouse house;

  @BeforeEach
  void build() throws IOException {
    house = new TestHouse(folder);
  }

  @Test
  void namesAValueOfTheWrongKind(CapturedOutput output) throws IOException {
    house.configAlso("  wait:\n    deadline: soon\n");

    stops(
        output,
        "config/application.yaml:7: rivya.wait.deadline is \"soon\", which cannot be used.");
    assertThat(output).contains("Write a time with its unit, such as 500ms,");
  }

  @Test
  void namesAValueOutOfItsRange(CapturedOutput output) throws IOException {
    house.configAlso("  ledger:\n    lease: 10ms\n");

    stops(output, "config/application.yaml:7: rivya.ledger.lease is 10ms; it must be at least 1s.");
  }

  @Test
  void namesTheKeyThatARegisteredWebhookNeeds(CapturedOutput output) throws IOException {
    house.configAlso("      webhook:\n        public-url: https://media.test\n");

    stops(output, "rivya.accounts.studio.webhook.public-url is set, but rivya.secrets-key is not;");
    assertThat(output).contains("openssl rand -base64 32");
  }

  @Test
  void namesAnOpenAddressWithoutCallers(CapturedOutput output) {
    stops(
        output,
        "server.address is 0.0.0.0, but no caller is configured; set rivya.access.tokens",
        "server.address=0.0.0.0");
  }

  @Test
  void namesTheDatabaseThatDoesNotAnswerWithoutItsSecrets(CapturedOutput output)
      throws IOException {
    int free = FreePort.find();
    String url = "jdbc:postgresql://127.0.0.1:%d/ledger?user=erin&password=hunter2".formatted(free);

    stops(
        output,
        "spring.datasource.url is jdbc:postgresql://127.0.0.1:%d/ledger: ".formatted(free),
        "spring.datasource.url=" + url,
        "rivya.ledger.start-wait=1s");
    assertThat(output)
        .containsOnlyOnce("cannot be reached")
        .contains("Start the database", "The start retries for up to 1 s")
        .doesNotContain("hunter2", "erin");
  }

  @Test
  void namesTheLedgerThatAnotherProcessHas(CapturedOutput output) throws Exception {
    try (LedgerFile taken = new LedgerFile(folder.resolve("ledger.db"))) {
      taken.open();
      stops(output, "Another process has the ledger's file", "rivya.ledger.start-wait=1s");
      assertThat(output).contains("Stop it, or use PostgreSQL for replicas.");
    }
  }

  @Test
  void stopsBesideTheLedgerOfAnEarlierVersion(CapturedOutput output) throws IOException {
    Files.createFile(folder.resolve("ledger.mv.db"));
    stops(output, "ledger.mv.db is a ledger of an earlier version (H2)");
  }

  @Test
  void namesTheLedgerWhoseTablesAnotherVersionMade(CapturedOutput output) throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("ledger.db");
    String other = "-- Tables of another version.\ncreate table job (id text primary key);\n";
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("V1__ledger.sql"), other);
    Flyway.configure().dataSource(url, "", "").locations("filesystem:" + tables).load().migrate();

    stops(output, "were made by another version of Rivya Routes. Nothing in it was changed.");
    assertThat(output).contains("Start the version that made it").doesNotContain("\tat ");
  }

  @Test
  void namesThePortThatAnotherHas(CapturedOutput output) throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = String.valueOf(taken.getLocalPort());

      stops(output, "Port " + port + " (server.port) is in use", "server.port=" + port);
      assertThat(output).contains("set server.port to another port");
    }
  }

  @Test
  void namesThePortOfHealthThatAnotherHas(CapturedOutput output) throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = String.valueOf(taken.getLocalPort());

      stops(
          output,
          "Port " + port + " (management.server.port) is in use",
          "management.server.port=" + port);
    }
  }

  @Test
  void namesTheLineOfAStepThatCamelDoesNotKnow(CapturedOutput output) throws IOException {
    house.flowWith(
        "    - to:\n            uri: kamelet:rivya",
        "    - sendd:\n            uri: kamelet:rivya");

    stops(output, "routes/posters.camel.yaml:10: ", STOP);
    assertThat(output).contains("sendd");
  }

  @Test
  void namesTheRouteWhoseEndpointIsUnknown(CapturedOutput output) throws IOException {
    house.flowWith("kamelet:folder-drop-source", "carrier-pigeon:loft");

    stops(
        output,
        "routes/posters.camel.yaml:6: This program has no component \"carrier-pigeon\".",
        STOP);
  }

  @Test
  void namesTheLineOfAKameletThatCannotWork(CapturedOutput output) throws IOException {
    house.flowWith(
        "folder-result-sink\n            parameters:\n              directory: " + folder + "/out",
        "callback-result-sink");

    stops(output, "There is no connection default under rivya.callbacks.", STOP);
  }

  @Test
  void namesAFlowOfACallerThatDoesNotExist(CapturedOutput output) throws IOException {
    house.configAlso(
        """
          access:
            tokens:
              - { name: erp, token: 0123456789abcdef0123, role: submitter, flows: [poster] }
        """);

    stops(
        output, "config/application.yaml:8: rivya.access.tokens[0].flows[0] names the flow poster");
    assertThat(output).contains("Write posters, or remove it.");
  }

  private void stops(CapturedOutput output, String said, String... settings) {
    assertThatThrownBy(() -> house.start(settings)).isInstanceOf(RuntimeException.class);
    assertThat(output).contains(said).contains("APPLICATION FAILED TO START");
    assertThat(output.toString().lines()).noneMatch(line -> line.matches("\\s+at \\S+\\(.*"));
  }
}
