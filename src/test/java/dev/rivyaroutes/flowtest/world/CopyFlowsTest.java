package dev.rivyaroutes.flowtest.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copies of flows that a run starts. */
class CopyFlowsTest {
  private static final String FLOW =
      """
      - route:
          id: orders
          autoStartup: false # for now
          from:
            uri: kamelet:folder-drop-source%s
            parameters:
              directory: data/in
            steps:
              - stop: {}
      """;

  @TempDir Path folder;

  private String copied(String flow) throws IOException {
    Files.writeString(folder.resolve("orders.camel.yaml"), flow);
    Path test = folder.resolve("orders.test.yaml");
    Files.writeString(test, "cases: [{ name: a, brief: {} }]");
    ReadTestFiles read = new ReadTestFiles();
    read.read(test);
    assertThat(read.findings()).isEmpty();
    Path copies = folder.resolve("copies");
    new CopyFlows(copies, Path.of("/run/files")).copy(read.files(), read.flows());
    return Files.readString(copies.resolve("orders.camel.yaml"));
  }

  private static String expected(String flow) {
    return flow.replace("false #", "\"true\" #").replace("data/in", "\"/run/files/data/in\"");
  }

  @Test
  void switchesRoutesOnAndMovesFolders() throws IOException {
    String flow = FLOW.formatted("");

    assertThat(copied(flow)).isEqualTo(expected(flow));
  }

  @Test
  void keepsPositionsAfterAByteOrderMarkAndLettersOfTwoUnits() throws IOException {
    String flow = "\uFEFF# \uD83D\uDE00\n" + FLOW.formatted("");

    assertThat(copied(flow)).isEqualTo(expected(flow));
  }

  @Test
  void movesTheFolderOfAKameletWithAnId() throws IOException {
    String flow = FLOW.formatted("/first");

    assertThat(copied(flow)).isEqualTo(expected(flow));
  }
}
