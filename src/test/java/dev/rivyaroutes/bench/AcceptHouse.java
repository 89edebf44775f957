package dev.rivyaroutes.bench;

import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.KafkaServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The folder of a program with a flow for each source that is measured. Its account calls Rivya so
 * seldom that the program does little more than accept.
 */
final class AcceptHouse {

  static final String MANIFEST = "manifest";
  static final String TOPIC = "topic";
  static final String FILES = "files";

  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final int PARTITIONS = 3;

  private static final String SETTINGS =
      """
      rivya:
        accounts:
          bench:
            base-url: %s
            api-key: %s
            rate: 1/s
        kafka:
          default:
            bootstrap-servers: %s
      """;

  private final Path root;
  private final KafkaServer kafka;
  private final String topic;

  AcceptHouse(Path root, URI rivya, KafkaServer kafka) throws IOException {
    this.root = root;
    this.kafka = kafka;
    this.topic = kafka.createTopic(PARTITIONS, Map.of());
    BenchHouse.configuration(
        root, SETTINGS.formatted(rivya, SimulatorSettings.DEFAULT_KEY, kafka.bootstrap()));
    flow(MANIFEST, "folder-drop-source", "directory: " + MANIFEST);
    flow(FILES, "folder-drop-source", "directory: " + FILES);
    flow(TOPIC, "kafka-drop-source", "topic: " + topic, "group: " + topic, "since: beginning");
  }

  private void flow(String name, String source, String... parameters) throws IOException {
    BenchHouse.flow(root, BenchHouse.Tuning.TUNED, name, source, "bench", parameters);
  }

  Path root() {
    return root;
  }

  /** Hands in briefs by one source, and returns when the last of them was acknowledged. */
  Instant handIn(String flow, String batch, int briefs) throws Exception {
    return switch (flow) {
      case MANIFEST -> manifest(batch, briefs);
      case FILES -> files(batch, briefs);
      default -> topic(batch, briefs);
    };
  }

  private Instant manifest(String batch, int rows) throws IOException {
    Path written = root.resolve(batch + ".jsonl");
    BenchBrief.writeManifest(written, batch, rows);
    Files.move(written, root.resolve(MANIFEST).resolve(batch + ".jsonl"));
    return when(
        () -> Files.exists(root.resolve(MANIFEST).resolve(".done").resolve(batch + ".jsonl")));
  }

  private Instant files(String batch, int files) throws IOException {
    Path written = Files.createDirectories(root.resolve("written-" + batch));
    for (BenchBrief brief : BenchBrief.batch(batch, files)) {
      Files.writeString(written.resolve(brief.key() + ".txt"), brief.prompt());
    }
    Path dropped = root.resolve(FILES).resolve(batch);
    Files.move(written, dropped);
    return when(() -> isEmpty(dropped));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      return !all.iterator().hasNext();
    }
  }

  private Instant topic(String batch, int records) {
    long all = committed() + records;
    for (BenchBrief brief : BenchBrief.batch(batch, records)) {
      kafka
          .producer()
          .send(new ProducerRecord<>(topic, brief.key().getBytes(), brief.prompt().getBytes()));
    }
    kafka.producer().flush();
    return when(() -> committed() == all);
  }

  private long committed() {
    return IntStream.range(0, PARTITIONS)
        .mapToLong(n -> Math.max(0, kafka.committed(topic, topic, n)))
        .sum();
  }

  private static Instant when(Callable<Boolean> acknowledged) {
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(acknowledged);
    return Instant.now();
  }
}
