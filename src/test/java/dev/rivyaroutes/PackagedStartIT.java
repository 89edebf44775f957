package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.crash.PackagedProgram;
import dev.rivyaroutes.testing.Document;
import dev.rivyaroutes.testing.FreePort;
import dev.rivyaroutes.testing.ProgramProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * The recipes of the documents, as somebody follows them in an empty folder; and the exit codes.
 */
class PackagedStartIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(20);
  @TempDir Path folder;
  private Path project;
  private Path log;

  @BeforeEach
  void copyTheProject() throws IOException {
    project = Files.createDirectories(folder.resolve("project"));
    log = folder.resolve("log");
    for (String part : List.of("config", "routes")) {
      FileSystemUtils.copyRecursively(Path.of(part), project.resolve(part));
    }
    Files.createDirectory(project.resolve("target"));
    Files.createSymbolicLink(project.resolve("target/rivya-routes.jar"), ProgramProcess.JAR);
  }

  @Test
  void startsAsTheReadmeSaysAndIsQuietWhileItIsProbed() throws Exception {
    int health = FreePort.find();
    List<String> lines = new ArrayList<>(recipe().lines().toList());
    lines.removeIf(line -> line.startsWith("mvn ")); // The build has made the jar.
    lines.replaceAll(line -> line.replace("KEY=…", "KEY=rvya_sk_test_0123456789abcdef"));
    lines.add(0, "export SERVER_PORT=0 MANAGEMENT_SERVER_PORT=" + health);
    String jar = "-jar " + PackagedProgram.jar();
    lines.replaceAll(line -> line.replace("-jar rivya-routes.jar", jar));
    lines.add(
        0, "export JDK_JAVA_OPTIONS='%s'".formatted(String.join(" ", PackagedProgram.options())));
    int last = lines.size() - 1;
    lines.set(last, "exec " + lines.get(last));
    List<String> command = List.of("bash", "-ec", String.join("\n", lines));
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    Thread probe = new Thread(() -> probe(health, ended, answers));
    probe.start();
    try (ProgramProcess program = ProgramProcess.start(command, project, log)) {
      program.awaitStarted();
      await().atMost(PATIENCE).until(() -> text().contains("runs with this configuration:"));
      assertThat(program.stop(PATIENCE)).as("stops in an orderly way").isTrue();
    } finally {
      ended.set(true);
      probe.join();
    }
    assertThat(answers).as("probes that were answered").hasPositiveValue();
    assertThat(text())
        .contains(
            "account  production-image-workflow at https://rivya.ai, key rvya_sk_test…",
            "health   127.0.0.1:" + health,
            "Rivya Routes is stopping:",
            "Rivya Routes has stopped")
        .doesNotContain(" WARN ", " ERROR ", "\tat ", "0123456789abcdef", "InterceptStrategy");
    assertThat(text().lines().filter(line -> line.contains(" INFO ")))
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.*"));
  }

  @Test
  void checksTheShippedFlowsAndSaysNothingElse() throws Exception {
    assertThat(check()).isEmpty();

    Path flow = project.resolve("routes/demo.camel.yaml");
    Files.writeString(
        flow, Files.readString(flow).replace("directory: data/demo/in", "directori: in"));
    assertThat(check())
        .allSatisfy(finding -> assertThat(finding.path("line").asInt()).isBetween(6, 9))
        .extracting(finding -> finding.path("problem").asText())
        .contains("folder-drop-source has no parameter directori.");
  }

  /** The mistakes that the command finds; its report must be all that it writes. */
  private List<JsonNode> check() throws Exception {
    List<String> command = PackagedProgram.command();
    command.addAll(List.of("check", "--format=json", "--spring.profiles.active=demo"));
    Process check =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true).start();
    List<JsonNode> mistakes = new ArrayList<>();
    Json.PLAIN.readTree(check.getInputStream().readAllBytes()).forEach(mistakes::add);
    mistakes.removeIf(finding -> finding.path("severity").asText().equals("note"));
    assertThat(check.waitFor()).isEqualTo(mistakes.isEmpty() ? 0 : 1);
    return mistakes;
  }

  /** The commands of the page on checks in an empty folder; then its first flow makes a poster. */
  @Test
  void beginsAFolderThatWorks() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    String jar = String.join(" ", PackagedProgram.command());
    for (Document.Block block : Document.page("checking-flows").blocks("sh")) {
      String line = block.text().strip().replace("java -jar rivya-routes.jar", jar);
      Process command =
          new ProcessBuilder("bash", "-ec", line)
              .directory(empty.toFile())
              .redirectErrorStream(true)
              .start();
      String says = new String(command.getInputStream().readAllBytes());
      assertThat(command.waitFor()).as(line + "\n" + says).isZero();
    }
    List<String> command = PackagedProgram.command();
    command.addAll(List.of("--server.port=0", "--management.server.port=0"));
    Path in = Files.createDirectories(empty.resolve("data/in"));
    try (ProgramProcess program = ProgramProcess.start(command, empty, log)) {
      program.awaitStarted();
      Files.writeString(in.resolve("cat.txt"), "A poster of a cat.");
      await().atMost(PATIENCE).until(() -> empty.resolve("data/out/cat-1.png").toFile().exists());
      assertThat(program.stop(PATIENCE)).as("stops in an orderly way").isTrue();
    }
    assertThat(text()).doesNotContain(" WARN ", " ERROR ");
    assertThat(empty.resolve(".rivya/models.json")).as("of the simulator").doesNotExist();
  }

  @Test
  void saysNothingWrongWhereAStartIsStopped() throws Exception {
    List<String> command = PackagedProgram.command();
    command.addAll(List.of("--server.port=0", "--management.server.port=0"));
    Path ledger = project.resolve("data/ledger.db");
    try (ProgramProcess program = ProgramProcess.start(command, project, log)) {
      await().atMost(PATIENCE).until(() -> Files.exists(ledger));
      assertThat(program.stop(PATIENCE)).as("stops in an orderly way").isTrue();
    }
    assertThat(text()).doesNotContain(" WARN ", " ERROR ", "\tat ");
  }

  @Test
  void makesTheImagesOfTheDemoAndAnswersEveryDocumentedCall() throws Exception {
    int port = FreePort.find();
    int health = FreePort.find();
    DocumentedCommands commands = new DocumentedCommands(project, port, health);
    List<String> options = PackagedProgram.options();
    List<String> command = commands.ofTheService(PackagedProgram.jar());
    command.addAll(1, options);
    command.addAll(List.of("--spring.profiles.active=demo", "--server.port=" + port));
    command.add("--management.server.port=" + health);
    Files.writeString(project.resolve("routes/ask.camel.yaml"), commands.chatFlow());
    try (ProgramProcess program = ProgramProcess.start(command, project, log)) {
      program.awaitStarted();
      commands.runEach("echo");
      Path out = project.resolve("data/demo/out");
      await().atMost(PATIENCE).until(() -> results(out) >= 4);
      long before = results(out);
      assertThat(orderSample(port)).isEqualTo(302);
      await().atMost(PATIENCE).until(() -> results(out) > before);

      assertThat(commands.callEach()).as("documented calls that were not answered").isEmpty();
      assertThat(run("backup", "copy.db")).as("a backup while it runs").isZero();
      assertThat(run("restore", "copy.db")).as("a restore while it runs").isEqualTo(3);
      assertThat(program.stop(PATIENCE)).isTrue();
    }
    assertThat(text()).doesNotContain(" WARN ", " ERROR ", "\tat ");

    commands.runEach("tar -czf rivya-backup");
    FileSystemUtils.deleteRecursively(project.resolve("data"));
    commands.runEach("tar -xzf rivya-backup");
    assertThat(project.resolve("data/demo/ledger.db")).isNotEmptyFile();
    assertThat(run("restore", "copy.db")).isZero();
  }

  /** Presses the button of the first page. */
  private static int orderSample(int port) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://localhost:" + port + "/console/flows/demo/jobs"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Runs a command of the embedded ledger of the demo, and returns its exit code. */
  private int run(String... words) throws Exception {
    List<String> command = PackagedProgram.command();
    command.addAll(List.of(words));
    command.add("--spring.profiles.active=demo");
    Path said = project.resolve("command.log");
    try (ProgramProcess program = ProgramProcess.start(command, project, said)) {
      return program.exitCode(PATIENCE);
    }
  }

  @Test
  void endsWith2WhereTheConfigurationIsWrong() throws Exception {
    Files.writeString(project.resolve("config/application.yaml"), "rivya: { wait: { late: x } }");

    assertThat(exitCode(PackagedProgram.command())).isEqualTo(2);
    assertThat(text()).contains("config/application.yaml:1: rivya.wait.late is \"x\"");
  }

  @Test
  void endsWith3WhereTheDatabaseIsAway() throws Exception {
    String url = "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/ledger";

    assertThat(
            exitCode(
                PackagedProgram.command(),
                "--spring.datasource.url=" + url,
                "--rivya.ledger.start-wait=1s"))
        .isEqualTo(3);
    assertThat(text())
        .containsOnlyOnce(" WARN ")
        .contains("The start retries for up to 1 s", "The ledger cannot be opened.")
        .doesNotContain("\tat ");
  }

  private int exitCode(List<String> command, String... settings)
      throws IOException, InterruptedException {
    command.addAll(List.of("--server.port=0", "--management.server.port=0"));
    command.addAll(List.of(settings));
    try (ProgramProcess program = ProgramProcess.start(command, project, log)) {
      return program.exitCode(PATIENCE);
    }
  }

  private static long results(Path out) throws IOException {
    if (!Files.isDirectory(out)) {
      return 0;
    }
    try (var files = Files.list(out)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  private static void probe(int port, AtomicBoolean ended, AtomicInteger answers) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
            .timeout(Duration.ofSeconds(10))
            .build();
    while (!ended.get()) {
      try {
        LockSupport.parkNanos(PAUSE.toNanos());
        client.send(health, HttpResponse.BodyHandlers.discarding());
        answers.incrementAndGet();
      } catch (IOException e) {
        continue; // Nobody listens yet, or any more.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static String recipe() throws IOException {
    return Document.read(Document.README).blocks("sh").stream()
        .map(Document.Block::text)
        .filter(text -> text.startsWith("mvn package"))
        .findFirst()
        .orElseThrow();
  }

  private String text() throws IOException {
    return Files.readString(log);
  }
}
