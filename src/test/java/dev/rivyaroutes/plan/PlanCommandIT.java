package dev.rivyaroutes.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobSearch;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.ProgramAlone;
import dev.rivyaroutes.testing.RecordingProxy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

/** Plans changes with the ledger that a run of the program has left. */
class PlanCommandIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String KEY = "rvya_sk_plan_0123456789abcdef";

  private static final String FLOW =
      """
      # In: files. Out: posters. On failure: nothing.
      - route:
          id: posters
          description: Make a poster of each file
          from:
            uri: kamelet:folder-drop-source
            parameters: { directory: DIR/in, stability: 0s, delay: 100ms }
            steps:
              - setVariable:
                  name: prompt
                  expression:
                    simple:
                      expression: "A poster: ${body}"
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters: { flow: posters, account: studio, model: nano-banana-2 }
      - route:
          id: posters-results
          description: Put the posters into a folder
          from:
            uri: kamelet:rivya-result-source
            parameters: { flow: posters, sink: folder }
            steps:
              - to:
                  uri: kamelet:folder-result-sink
                  parameters: { directory: DIR/out, sidecar: false }
      """;

  @TempDir private static Path folder;
  private static SimulatedRivya rivya;
  private static RecordingProxy proxy;

  private final StringWriter out = new StringWriter();
  private Path changed;

  @BeforeAll
  static void run() throws IOException {
    rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withKeys(SimulatedKey.accepted(KEY, "studio")));
    proxy = new RecordingProxy(rivya.baseUri().getPort());
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.createDirectories(folder.resolve("config"));
    Files.createDirectories(folder.resolve("routes"));
    Files.writeString(folder.resolve("config/application.yaml"), "rivya: {}\n");
    flow(folder.resolve("routes"), FLOW);
    Files.writeString(in.resolve("spring.txt"), "Spring sale");
    Files.writeString(
        in.resolve("lamp.json"),
        "{\"references\": [\"cup.png\"], \"params\": {\"resolution\": \"2K\"}}");
    Files.copy(Path.of("src/main/resources/demo/cup.png"), in.resolve("cup.png"));
    List<String> start = new ArrayList<>(settings());
    start.addAll(List.of("--server.port=0", "--management.server.port=0"));
    try (ConfigurableApplicationContext program =
        new SpringApplication(ProgramAlone.class).run(start.toArray(String[]::new))) {
      FindJobs jobs = program.getBean(FindJobs.class);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                var all = jobs.search(new JobSearch(null, null, null, null, null, 10));
                return all.size() == 2 && all.stream().allMatch(job -> job.state().equals("done"));
              });
    }
  }

  @AfterAll
  static void end() throws IOException {
    proxy.close();
    rivya.close();
  }

  @BeforeEach
  void change() throws IOException {
    changed = Files.createTempDirectory(folder, "changed");
  }

  private static void flow(Path routes, String text) throws IOException {
    Files.writeString(routes.resolve("posters.camel.yaml"), text.replace("DIR", folder.toString()));
  }

  private static List<String> settings() {
    return List.of(
        "--spring.config.location=classpath:/,file:" + folder + "/config/",
        "--rivya.routes=file:" + folder + "/routes/*.camel.yaml",
        "--spring.datasource.url=jdbc:sqlite:" + folder + "/ledger.db",
        "--rivya.media.store=file:" + folder + "/media",
        "--rivya.accounts.studio.base-url=http://127.0.0.1:" + proxy.port(),
        "--rivya.accounts.studio.api-key=" + KEY);
  }

  private int plan(String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(settings());
    return new CommandLine(new PlanCommand(() -> ProgramAlone.class))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(all.toArray(String[]::new));
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        files.put(
            file.toString(),
            Files.getLastModifiedTime(file) + DigestUtils.sha256Hex(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  @Test
  void saysWhatAChangeInPlaceWouldDoAndChangesNothing() throws IOException {
    flow(
        folder.resolve("routes"),
        FLOW.replace("A poster:", "A large poster:")
            .replace("nano-banana-2", "z-image")
            .replace("sink: folder }", "sink: shop }"));
    Map<String, String> before = files();
    int calls = proxy.calls().size();
    long paid = rivya.generations().count();

    assertThat(plan("--format=json", "--rivya.media.store=file:" + folder + "/elsewhere"))
        .as(out.toString())
        .isOne();

    String report = Json.PLAIN.readTree(out.toString()).findValuesAsText("problem").toString();
    assertThat(report)
        .containsPattern(
            "Compared with the last accepted versions of the ledger \\(posters 01[0-9A-Z]{24}, accepted at 20")
        .contains("1 reference(s) are not in the media store of this machine any more")
        .contains("(spring.txt) is another request.")
        .contains("- model: nano-banana-2")
        .contains("+ model: z-image")
        .contains("- prompt: \"A poster: Spring sale\"")
        .contains("+ prompt: \"A large poster: Spring sale\"")
        .contains("(lamp.json) would be refused: Model z-image takes no reference files")
        .contains("(spring.txt) delivers otherwise.")
        .contains(
            "2 of 2 requests differ; -90 % credits; 1 would be refused; 2 sink(s) change:"
                + " posters/folder, posters/shop.")
        .contains("Credits before: 10 at least, 10 at most. After: 1 at least, 1 at most.");
    assertThat(files()).isEqualTo(before);
    assertThat(proxy.calls()).hasSize(calls);
    assertThat(rivya.generations().count()).isEqualTo(paid);
  }

  @Test
  void plansWithTheTestsAloneAndReportsWhatItCannotPlan() throws IOException {
    flow(changed, FLOW);
    Files.writeString(
        changed.resolve("posters.test.yaml"),
        "cases:\n  - name: a text\n    brief: { file: a.txt, text: Sale }\n");

    String folderOfChange = changed.toString();
    String from = "--from=" + Files.createDirectories(folder.resolve("before"));
    flow(folder.resolve("before"), FLOW);
    assertThat(plan("--last=0", from, folderOfChange)).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("Compared with the files of " + folder + "/before.")
        .contains("0 of 1 requests differ; +0 % credits; 0 would be refused; no sink changes.");

    flow(changed, FLOW.replace("directory: DIR/in", "directori: DIR/in"));
    assertThat(plan("--last=0", from, folderOfChange)).isEqualTo(2);
    assertThat(out.toString()).contains("has no parameter directori");

    assertThat(plan("--last=0", "--from=" + folder + "/nowhere", folderOfChange)).isEqualTo(2);
    assertThat(out.toString()).contains("There is no folder");
  }
}
