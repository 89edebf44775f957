package dev.rivyaroutes.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.crash.PackagedProgram;
import dev.rivyaroutes.testing.Document;
import dev.rivyaroutes.testing.ProgramProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged program as it tests flows: those that are shipped, and one that is tested wrongly.
 */
class FlowTestsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Path WRONG = Path.of("src/test/resources/flow-tests/wrong");

  /** Flows with the kinds of sources and sinks that the shipped ones do not have. */
  private static final Path KINDS = Path.of("src/test/resources/flow-tests/kinds");

  @TempDir Path folder;
  private Path routes;

  @BeforeEach
  void makeFolder() throws IOException {
    routes = Files.createDirectories(folder.resolve("routes"));
  }

  @Test
  void passesTheTestsOfTheShippedFlowsOfTheDocumentsAndOfAllKinds() throws Exception {
    FileSystemUtils.copyRecursively(Path.of("routes"), routes);
    FileSystemUtils.copyRecursively(KINDS, routes);
    FileSystemUtils.copyRecursively(Path.of("config"), folder.resolve("config"));
    Document page = Document.page("testing-flows");
    write("posters.camel.yaml", page.blocks("yaml flow").get(0).text());
    write("posters.test.yaml", page.blocks("yaml test").get(0).text());

    String report = run(0);

    assertThat(report).contains("\n0 findings, ").doesNotContain("FAILED");
    assertThat(report.lines().filter(line -> line.startsWith("passed  "))).hasSizeGreaterThan(35);
  }

  @Test
  void reportsEachWayToDifferWithItsPlaceAndWritesWhatCameOut() throws Exception {
    write("orders.camel.yaml", Files.readString(WRONG.resolve("orders.camel.yaml")));
    write("orders.test.yaml", Files.readString(WRONG.resolve("orders.test.yaml")));

    String report = run(1);
    assertThat(plain(report)).isEqualTo(Files.readString(WRONG.resolve("expected.txt")));

    run(0, "--update");
    assertThat(routes.resolve("orders.test.yaml"))
        .hasSameTextualContentAs(WRONG.resolve("updated.yaml"));
  }

  /** Without times and hashes, which differ from run to run. */
  private static String plain(String report) {
    return report
        .replaceAll(" \\(\\d+ ms\\)", "")
        .replaceAll("rivya-sha256: [0-9a-f]{64}", "rivya-sha256: …");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(routes.resolve(name), text);
  }

  /** Runs the command, and returns all that it writes. */
  private String run(int code, String... options) throws Exception {
    List<String> command = new ArrayList<>(PackagedProgram.command());
    command.add("test");
    command.addAll(List.of(options));
    Path log = folder.resolve("log");
    try (ProgramProcess test = ProgramProcess.start(command, folder, log)) {
      int ended = test.exitCode(PATIENCE);
      String report = Files.readString(log);
      assertThat(ended).as(report).isEqualTo(code);
      return report;
    }
  }
}
