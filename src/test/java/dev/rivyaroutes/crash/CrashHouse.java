package dev.rivyaroutes.crash;

import dev.rivyaroutes.testing.ProgramProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The folder that the program runs in: the project's own config, one flow, and quick settings. */
final class CrashHouse {

  private static final List<String> QUICK_START =
      List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  private static final String SETTINGS =
      """
      rivya:
        accounts:
          crash:
            base-url: %s
            api-key: %s
            rate: 200/s
        calls:
          response-timeout: 1s
        retry:
          first: 200ms
          longest: 2s
        wait:
          first: 200ms
          interval: 300ms..600ms
        ledger:
          lease: 3s
          max-claims: 50
        delivery:
          schedule: "200ms, 500ms, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s"
      """;

  private static final String FLOW =
      """
      # In: briefs dropped into a folder. Out: their files in another. On failure: a document beside them.
      - route:
          id: crash
          from:
            uri: kamelet:folder-drop-source
            parameters:
              directory: in
              stability: 200ms
              delay: 200ms
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: crash
                    account: crash
                    model: nano-banana-2
      - route:
          id: crash-results
          from:
            uri: kamelet:rivya-result-source
            parameters:
              flow: crash
              sink: folder
              "on": all
            steps:
              - to:
                  uri: kamelet:folder-result-sink
                  parameters:
                    directory: out
      """;

  private final Path root;
  private final Path written;

  CrashHouse(Path root, URI rivya, String apiKey) throws IOException {
    this.root = root;
    this.written = Files.createDirectories(root.resolve("written"));
    Files.createDirectories(in());
    Files.createDirectories(out());
    Path config = Files.createDirectories(root.resolve("config"));
    Files.copy(Path.of("config", "application.yaml"), config.resolve("application.yaml"));
    Files.writeString(config.resolve("application-crash.yaml"), SETTINGS.formatted(rivya, apiKey));
    Path routes = Files.createDirectories(root.resolve("routes"));
    Files.writeString(routes.resolve("crash.camel.yaml"), FLOW);
  }

  ProgramProcess start(int run, String... settings) throws IOException {
    String[] all =
        Stream.concat(
                Stream.of(
                    "--spring.profiles.active=crash",
                    "--server.port=0",
                    "--management.server.port=0"),
                Stream.of(settings))
            .toArray(String[]::new);
    return ProgramProcess.start(root, log(run), QUICK_START, all);
  }

  Path log(int run) {
    return root.resolve("program-%02d.log".formatted(run));
  }

  Path in() {
    return root.resolve("in");
  }

  Path out() {
    return root.resolve("out");
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
}
