package dev.rivyaroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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
          new AcceptHouse(folder.resolve("embedded"), rivya.baseUri(), kafka),
          new BenchLedger("jdbc:sqlite:" + folder.resolve("embedded/data/ledger.db"), "", ""),
          flow ->
              new BenchLedger(
                  "jdbc:sqlite:" + folder.resolve("embedded/plain-" + flow + ".db"), "", ""));
      measure(
          report,
          "PostgreSQL",
          new AcceptHouse(folder.resolve("pg"), rivya.baseUri(), kafka),
          postgres.ledger("accept"),
          flow -> postgres.ledger("plain_" + flow));
      report.keep();
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
    long peakHeap;
    try (BenchProgram program = BenchProgram.start(house.root(), HEAP, ledger.settings())) {
      for (Map.Entry<String, Integer> source : BRIEFS.entrySet()) {
        double cpu = program.cpuSeconds();
        Instant end = house.handIn(source.getKey(), source.getKey(), source.getValue());
        cpu = program.cpuSeconds() - cpu;
        took.put(source.getKey(), new Took(end, cpu));
        System.out.println(name + ": " + source + " acknowledged at " + end);
      }
      program.stop();
      peakHeap = Usage.peakHeap(program.gcLog());
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
          name,
          "%s, %,d briefs".formatted(flow, briefs),
          Report.number("%.0f", rate),
          Report.number("%.0f", bare),
          Report.number("%.2f", rate / bare),
          Report.number("%.2f", one.getValue().cpu() * 1_000 / briefs),
          Long.toString(peakHeap));
    }
  }

  private static Report settings() {
    return new Report("accept")
        .setting(
            "A JSONL manifest of %,d rows, then a topic with %,d records in 3 partitions, then a folder of %,d text files, with default settings and %s.",
            ROWS, ROWS, FILES, HEAP)
        .setting(
            "From the first commit to the acknowledgement of the last brief. The plain insert has 200 briefs a commit.");
  }
}
