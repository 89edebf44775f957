package dev.rivyaroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.FreePort;
import dev.rivyaroutes.testing.KafkaServer;
import dev.rivyaroutes.testing.ProgramProcess;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast the packaged program accepts the rows of a manifest, the records of a topic and the
 * files of a folder, beside a plain batch insert of the same rows into the same kind of database.
 * From the first commit to the acknowledgement of the last brief. Run it by {@code mvn -Pbench
 * verify -Dit.test=AcceptBenchmark}.
 *
 * <p>{@code -Dbench.rows=…} and {@code -Dbench.files=…} change its length, {@code -Dbench.java=…}
 * adds options of the JVM, with spaces between.
 */
class AcceptBenchmark {

  private static final int ROWS = Integer.getInteger("bench.rows", 100_000);
  private static final int FILES = Integer.getInteger("bench.files", 10_000);
  private static final String HEAP = "-Xmx256m";
  private static final String KEY = SimulatorSettings.DEFAULT_KEY;

  private static final Map<String, Integer> BRIEFS = new LinkedHashMap<>();

  static {
    BRIEFS.put(AcceptHouse.MANIFEST, ROWS);
    BRIEFS.put(AcceptHouse.TOPIC, ROWS);
    BRIEFS.put(AcceptHouse.FILES, FILES);
  }

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void measures() throws Exception {
    try (SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults());
        KafkaServer kafka = new KafkaServer();
        DurablePostgres postgres = new DurablePostgres()) {
      Report report = settings();
      report.table(
          "ledger",
          "source",
          "briefs/s",
          "plain insert, briefs/s",
          "of plain",
          "CPU s / 1,000 briefs",
          "peak heap MB");
      measure(
          report,
          "embedded SQLite",
          new AcceptHouse(folder.resolve("embedded"), rivya.baseUri(), KEY, kafka),
          new BenchLedger("jdbc:sqlite:" + folder.resolve("embedded/data/ledger.db"), "", ""),
          flow ->
              new BenchLedger(
                  "jdbc:sqlite:" + folder.resolve("embedded/plain-" + flow + ".db"), "", ""));
      measure(
          report,
          "PostgreSQL",
          new AcceptHouse(folder.resolve("pg"), rivya.baseUri(), KEY, kafka),
          postgres.ledger("accept"),
          flow -> postgres.ledger("plain_" + flow));
      System.out.println(report);
      Files.writeString(Path.of("target", "bench-accept.md"), report.toString());
    }
  }

  @FunctionalInterface
  private interface EmptyLedger {
    BenchLedger of(String flow) throws Exception;
  }

  /** When the last brief was acknowledged, and the processor time of the program until then. */
  private record Took(Instant end, double cpu) {}

  private static void measure(
      Report report, String name, AcceptHouse house, BenchLedger ledger, EmptyLedger plain)
      throws Exception {
    Map<String, Took> took = new LinkedHashMap<>();
    Path gcLog = house.root().resolve("gc.log");
    try (ProgramProcess program = start(house, ledger, gcLog)) {
      program.awaitStarted();
      for (Map.Entry<String, Integer> source : BRIEFS.entrySet()) {
        double cpu = Usage.cpuSeconds(Stream.of(program.handle()));
        Instant end = house.handIn(source.getKey(), source.getKey(), source.getValue());
        cpu = Usage.cpuSeconds(Stream.of(program.handle())) - cpu;
        took.put(source.getKey(), new Took(end, cpu));
        System.out.println(name + ": " + source + " acknowledged at " + end);
      }
      assertThat(program.stop(Duration.ofSeconds(40))).isTrue();
    }
    for (Map.Entry<String, Took> one : took.entrySet()) {
      String flow = one.getKey();
      BenchLedger.Accepted accepted = ledger.accepted(flow);
      int briefs = accepted.briefs();
      assertThat(briefs).isEqualTo(BRIEFS.get(flow));
      double seconds = Duration.between(accepted.first(), one.getValue().end()).toMillis() / 1e3;
      double rate = briefs / seconds;
      double bare = PlainInsert.briefsPerSecond(ledger, plain.of(flow), flow);
      report.row(
          List.of(
              name,
              "%s, %,d briefs".formatted(flow, briefs),
              Report.number("%.0f", rate),
              Report.number("%.0f", bare),
              Report.number("%.2f", rate / bare),
              Report.number("%.2f", one.getValue().cpu() * 1_000 / briefs),
              Long.toString(Usage.peakHeap(gcLog))));
    }
  }

  private static ProgramProcess start(AcceptHouse house, BenchLedger ledger, Path gcLog)
      throws Exception {
    Stream<String> added =
        Stream.of(System.getProperty("bench.java", "").split(" ")).filter(one -> !one.isBlank());
    List<String> command =
        ProgramProcess.command(
            ProgramProcess.JAR,
            Stream.concat(Stream.of(HEAP, "-Xlog:gc:file=" + gcLog), added).toArray(String[]::new));
    command.addAll(
        List.of(
            "--spring.profiles.active=bench",
            "--server.port=" + FreePort.find(),
            "--management.server.port=0"));
    command.addAll(ledger.settings());
    return ProgramProcess.start(command, house.root(), house.root().resolve("program.log"));
  }

  private static Report settings() {
    return new Report()
        .line(
            "A JSONL manifest of %,d rows, then a topic with %,d records in 3 partitions, then a folder of %,d text files, with default settings.",
            ROWS, ROWS, FILES)
        .line(
            "From the first commit to the acknowledgement of the last brief. The plain insert has 200 briefs a commit.")
        .line(
            "PostgreSQL has fsync and synchronous_commit on; SQLite forces each commit; %d cores, shared with the broker and the database; load average at first %.1f; Java %s, %s.",
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            System.getProperty("java.version"),
            HEAP);
  }
}
