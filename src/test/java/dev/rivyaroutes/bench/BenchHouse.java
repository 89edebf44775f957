package dev.rivyaroutes.bench;

import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that the program runs in: the project's own config with a larger rate, and four flows:
 * one is measured, one gets webhook events, and two poll for briefs meanwhile.
 */
final class BenchHouse {

  static final String HEAP = "-Xmx512m";

  /** How much of the shipped settings is changed. */
  enum Tuning {
    /** What a user changes for many small images. */
    TUNED("\n      concurrency: 64\n      downloads: 64", "\n        concurrency: 64"),
    /** Only the rates are raised. */
    SHIPPED("", "");

    private final String account;
    private final String results;

    Tuning(String account, String results) {
      this.account = account;
      this.results = results;
    }
  }

  private static final String SETTINGS =
      """
      rivya:
        accounts:
          bench: &bench
            base-url: %1$s
            api-key: %2$s
            rate: ${bench.rate:10000/s}%5$s
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
            secret-key: %6$s
      """;

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
              "on": all%4$s
            steps:
              - to:
                  uri: kamelet:folder-result-sink
                  parameters:
                    directory: out
      """;

  private final Path root;
  private final Tuning tuning;

  BenchHouse(Path root, URI rivya, S3Server s3, Tuning tuning) throws IOException {
    this.root = Files.createDirectories(root);
    this.tuning = tuning;
    configuration(
        root,
        SETTINGS.formatted(
            rivya,
            SimulatorSettings.DEFAULT_KEY,
            s3.endpoint(),
            S3Server.ACCESS_KEY,
            tuning.account,
            S3Server.SECRET_KEY));
    httpFlow(root, tuning, "http", "bench");
    httpFlow(root, tuning, "webhook", "webhook");
    flow("folder", "folder-drop-source", "bench", "directory: in");
    flow("bucket", "s3-drop-source", "bench", "bucket: bench");
  }

  /** An S3 with the bucket that is polled. */
  static S3Server s3() {
    S3Server s3 = S3Server.inMemory();
    s3.client().createBucket(bucket -> bucket.bucket("bench"));
    return s3;
  }

  private void flow(String name, String source, String account, String... parameters)
      throws IOException {
    flow(root, tuning, name, source, account, parameters);
  }

  /** Writes the shipped configuration, and what the profile of a benchmark changes in it. */
  static void configuration(Path root, String settings) throws IOException {
    Path config = Files.createDirectories(root.resolve("config"));
    Files.copy(Path.of("config", "application.yaml"), config.resolve("application.yaml"));
    Files.writeString(config.resolve("application-bench.yaml"), settings);
  }

  /** Adds a flow from HTTP. */
  static void httpFlow(Path root, Tuning tuning, String name, String account) throws IOException {
    flow(root, tuning, name, "http-drop-source", account, "flow: " + name);
  }

  /** Adds a flow whose results are files in the folder {@code out}. */
  static void flow(
      Path root, Tuning tuning, String name, String source, String account, String... parameters)
      throws IOException {
    String indented = String.join("\n        ", parameters);
    Path routes = Files.createDirectories(root.resolve("routes"));
    Files.writeString(
        routes.resolve(name + ".camel.yaml"),
        FLOW.formatted(name, source, indented, tuning.results, account));
  }

  Path root() {
    return root;
  }

  Path out() {
    return root.resolve("out");
  }
}
