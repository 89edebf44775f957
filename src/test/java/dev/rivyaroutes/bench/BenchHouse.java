package dev.rivyaroutes.bench;

import dev.rivyaroutes.testing.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that the program runs in: the project's own config with a larger rate, and four flows:
 * one is measured, one gets webhook events, and two poll for briefs meanwhile.
 */
final class BenchHouse {

  /** What a user changes for many small images; all else is as it is shipped. */
  static final String SETTINGS =
      """
      rivya:
        accounts:
          bench: &bench
            base-url: %1$s
            api-key: %2$s
            rate: 10000/s
            concurrency: 64
            downloads: 64
          webhook:
            <<: *bench
            webhook:
              public-url: http://127.0.0.1:${server.port}
        secrets-key: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
        wait:
          first: 100ms
        s3:
          default:
            endpoint: %3$s
            path-style: true
            access-key: %4$s
            secret-key: %5$s
      """;

  static final String CONCURRENCY = "64";

  private static final String FLOW =
      """
      # In: briefs of the %1$s. Out: their files in a folder. On failure: a document beside them.
      - route:
          id: %1$s
          from:
            uri: kamelet:%2$s
            parameters:
              %3$s
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: %1$s
                    account: %5$s
                    model: nano-banana-2
      - route:
          id: %1$s-results
          from:
            uri: kamelet:rivya-result-source
            parameters:
              flow: %1$s
              sink: folder
              "on": all
              concurrency: %4$s
            steps:
              - to:
                  uri: kamelet:folder-result-sink
                  parameters:
                    directory: out
      """;

  private final Path root;

  BenchHouse(Path root, URI rivya, String key, S3Server s3) throws IOException {
    this.root = Files.createDirectories(root);
    Path config = Files.createDirectories(root.resolve("config"));
    Files.copy(Path.of("config", "application.yaml"), config.resolve("application.yaml"));
    Files.writeString(
        config.resolve("application-bench.yaml"),
        SETTINGS.formatted(rivya, key, s3.endpoint(), S3Server.ACCESS_KEY, S3Server.SECRET_KEY));
    flow(root, "http", "http-drop-source", "bench", "flow: http");
    flow(root, "webhook", "http-drop-source", "webhook", "flow: webhook");
    flow(root, "folder", "folder-drop-source", "bench", "directory: in");
    flow(root, "bucket", "s3-drop-source", "bench", "bucket: bench");
  }

  /** Adds a flow whose results are files in the folder {@code out}. */
  static void flow(Path root, String name, String source, String account, String... parameters)
      throws IOException {
    String indented = String.join("\n        ", parameters);
    Path routes = Files.createDirectories(root.resolve("routes"));
    Files.writeString(
        routes.resolve(name + ".camel.yaml"),
        FLOW.formatted(name, source, indented, CONCURRENCY, account));
  }

  Path root() {
    return root;
  }

  Path out() {
    return root.resolve("out");
  }

  Path gcLog() {
    return root.resolve("gc.log");
  }

  /** The same for the program and the bare client. */
  static List<String> javaOptions(Path gcLog) {
    return List.of("-Xmx512m", "-Xlog:gc:file=" + gcLog);
  }

  /** Those of the program, with what the person at the benchmark adds, such as a recording. */
  List<String> javaOptions() {
    return Stream.concat(
            javaOptions(gcLog()).stream(),
            Stream.of(System.getProperty("bench.java", "").split(" "))
                .filter(option -> !option.isBlank()))
        .toList();
  }
}
