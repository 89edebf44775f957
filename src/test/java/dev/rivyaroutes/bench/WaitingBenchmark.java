package dev.rivyaroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.testing.S3Server;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What many jobs cost that Rivya works on for long: with events, and with polls at the shipped
 * rate. {@code -Dbench.waiting=…} and {@code -Dbench.idle=…} (seconds) change it.
 */
class WaitingBenchmark {

  private static final int WAITING = Integer.getInteger("bench.waiting", 100_000);
  private static final int SECONDS = Integer.getInteger("bench.idle", 60);
  private static final Duration SETTLED = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final double MEGABYTE = 1_048_576;
  private static final String RATE = "10/s";
  private static final String FLOW = "waiting";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void measures() throws Exception {
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withTiming(Timing.all(Duration.ofDays(30)))
            .withCredits(1_000_000_000);
    try (SimulatedRivya rivya = SimulatedRivya.start(settings);
        S3Server s3 = BenchHouse.s3()) {
      Waits.allowLocalWebhooks(rivya);
      Report report =
          new Report("waiting")
              .setting(
                  "%,d text jobs on embedded SQLite on which Rivya works for days, after a new start at %s; over %d s, from %d s after the start; %s.",
                  WAITING, RATE, SECONDS, SETTLED.toSeconds(), BenchHouse.HEAP);
      report.table(
          "results are found",
          "start, s",
          "CPU, % of one core",
          "calls for states a second",
          "peak RSS MB",
          "peak heap MB",
          "ledger, MB",
          "ledger, MB for 50,000 jobs");
      measure(report, "by events", "webhook", rivya, s3);
      measure(report, "by polling", "bench", rivya, s3);
      report.keep();
    }
  }

  private void measure(Report report, String how, String account, SimulatedRivya rivya, S3Server s3)
      throws Exception {
    BenchHouse house =
        new BenchHouse(folder.resolve(account), rivya.baseUri(), s3, BenchHouse.Tuning.TUNED);
    BenchHouse.flow(
        house.root(),
        BenchHouse.Tuning.TUNED,
        FLOW,
        "folder-drop-source",
        account,
        "directory: " + FLOW);
    BenchLedger ledger = Racers.sqlite(house);
    submit(house, ledger, rivya);
    double size = size(house.root().resolve("data"));
    long begun = System.nanoTime();
    try (BenchProgram program = start(house, ledger, RATE)) {
      double start = (System.nanoTime() - begun) / 1e9;
      Thread.sleep(SETTLED.toMillis());
      List<Double> rates =
          Idle.perSecond(
              Duration.ofSeconds(SECONDS),
              program::cpuSeconds,
              () -> rivya.counters().calls(Operation.STATUS));
      report.row(
          how,
          Report.number("%.1f", start),
          Report.number("%.1f", rates.get(0) * 100),
          Report.number("%.1f", rates.get(1)),
          Long.toString(Usage.peakResident(program.handle())),
          Long.toString(Usage.peakHeap(program.gcLog())),
          Report.number("%.0f", size),
          Report.number("%.0f", size * 50_000 / WAITING));
      program.stop();
    }
    assertThat(ledger.jobs()).isEqualTo(Map.of("waiting", WAITING));
  }

  /** Accepts and submits all at a rate that waits for nothing. */
  private static void submit(BenchHouse house, BenchLedger ledger, SimulatedRivya rivya)
      throws Exception {
    try (BenchProgram program = start(house, ledger, "10000/s")) {
      long before = rivya.counters().calls(Operation.CREATE);
      Path written = house.root().resolve("briefs.jsonl");
      BenchBrief.writeManifest(written, FLOW, WAITING);
      Files.move(written, house.root().resolve(FLOW).resolve("briefs.jsonl"));
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> rivya.counters().calls(Operation.CREATE) - before >= WAITING);
      program.stop();
    }
  }

  private static BenchProgram start(BenchHouse house, BenchLedger ledger, String rate)
      throws Exception {
    List<String> settings =
        Stream.concat(ledger.settings().stream(), Stream.of("--bench.rate=" + rate)).toList();
    return BenchProgram.start(house.root(), BenchHouse.HEAP, settings);
  }

  /** Megabytes of a folder's files, the ledger's log among them. */
  private static double size(Path data) throws IOException {
    double bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(data, "ledger*")) {
      for (Path file : files) {
        bytes += Files.size(file);
      }
    }
    return bytes / MEGABYTE;
  }
}
