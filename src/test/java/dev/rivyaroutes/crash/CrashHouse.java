package dev.rivyaroutes.crash;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.FreePort;
import dev.rivyaroutes.testing.ProgramProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder that the program runs in: the project's own config, two flows and quick settings. Its
 * HTTP address and token stay the same over all starts.
 */
final class CrashHouse {

  /** 32 bytes, under which the ledger keeps the webhook's secret. */
  static final String SECRETS_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final Path root;
  private final Path written;
  private final URI rivya;
  private final CrashDatabase database;
  private final int port;
  private final String token = UUID.randomUUID().toString();

  CrashHouse(Path root, URI rivya, CrashDatabase database) throws IOException {
    this.root = root;
    this.written = Files.createDirectories(root.resolve("written"));
    this.rivya = rivya;
    this.database = database;
    this.port = FreePort.find();
    Files.createDirectories(in());
    Files.createDirectories(out());
    Path config = Files.createDirectories(root.resolve("config"));
    Files.copy(Path.of("config", "application.yaml"), config.resolve("application.yaml"));
    copyResource("application-crash.yaml", config);
    Path routes = Files.createDirectories(root.resolve("routes"));
    copyResource("crash.camel.yaml", routes);
    copyResource("crash-chat.camel.yaml", routes);
  }

  /** From now on Rivya refuses every brief for good. */
  static void refuseAll(SimulatedRivya rivya) {
    rivya
        .trouble()
        .add(
            Trouble.always(Operation.CREATE, TroubleKind.REFUSED)
                .withStatus(422)
                .withCode("content_policy"));
  }

  /** Starts the program here; further settings are such as {@code --rivya.ledger.lease=2s}. */
  ProgramProcess start(List<String> program, int run, String... more) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(
        List.of(
            "--spring.profiles.active=crash",
            "--server.port=" + port,
            "--crash.rivya=" + rivya,
            "--crash.key=" + SimulatorSettings.DEFAULT_KEY,
            "--crash.token=" + token,
            "--crash.secrets=" + SECRETS_KEY,
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.user(),
            "--spring.datasource.password=" + database.password()));
    command.addAll(List.of(more));
    return ProgramProcess.start(command, root, log(run));
  }

  Path log(int run) {
    return root.resolve("program-%02d.log".formatted(run));
  }

  /**
   * Where the program writes: its logs, the results, its data, and an embedded database's folder.
   */
  List<Path> written(Path database) {
    Stream<Path> logs =
        files(root).stream().filter(name -> name.endsWith(".log")).map(root::resolve);
    return Stream.concat(Stream.of(out(), root.resolve("data"), database), logs)
        .filter(Files::exists)
        .toList();
  }

  String token() {
    return token;
  }

  int port() {
    return port;
  }

  /** Gives the flow another text, in one step. */
  void changeFlow(int number) throws IOException {
    Path flow = root.resolve("routes/crash.camel.yaml");
    String text = Files.readString(flow).replaceAll("(?m)^# Text .*\n", "");
    Path whole =
        Files.writeString(written.resolve("flow"), text + "# Text %d.\n".formatted(number));
    Files.move(whole, flow, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The text that the flow has. */
  String flow() throws IOException {
    return Files.readString(root.resolve("routes/crash.camel.yaml"));
  }

  Path in() {
    return root.resolve("in");
  }

  Path out() {
    return root.resolve("out");
  }

  CrashDatabase database() {
    return database;
  }

  /** A client for the flows' HTTP sources. */
  GoodClient client() {
    return new GoodClient(address().resolve("/api/flows/"), token);
  }

  URI address() {
    return URI.create("http://127.0.0.1:%d/".formatted(port));
  }

  /** Puts a brief into the drop folder in one step, as careful writers do. */
  void drop(CrashBrief brief) throws IOException {
    Path whole = Files.writeString(written.resolve(brief.fileName()), brief.text());
    Files.move(whole, in().resolve(brief.fileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The names of the files directly in a folder, in order; hidden ones too. */
  static List<String> files(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyResource(String name, Path folder) throws IOException {
    try (InputStream resource = CrashHouse.class.getResourceAsStream("/crash/" + name)) {
      Files.copy(resource, folder.resolve(name));
    }
  }
}
