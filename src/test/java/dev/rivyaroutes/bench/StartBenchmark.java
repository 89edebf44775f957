package dev.rivyaroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.ProgramProcess;
import dev.rivyaroutes.testing.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the start of the process to the first accepted brief: as {@code java -jar}, and unpacked
 * with an archive of its classes, as run-it.md says for production. {@code -Dbench.starts=…}
 * changes how many starts there are of each.
 */
class StartBenchmark {

  private static final int STARTS = Integer.getInteger("bench.starts", 7);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private record Started(double seconds, double cpu, long resident) {}

  @Test
  void measures() throws Exception {
    try (SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults());
        S3Server s3 = BenchHouse.s3()) {
      BenchHouse house =
          new BenchHouse(folder.resolve("house"), rivya.baseUri(), s3, BenchHouse.Tuning.SHIPPED);
      Report report =
          new Report("start")
              .setting(
                  "Medians of %d starts with four flows (two HTTP, folder, bucket) on an SQLite ledger of earlier starts; from the start of the process to the 202 of the first brief.",
                  STARTS);
      report.table("start", "s", "CPU s", "RSS MB");
      List<String> unpacked = unpacked(house);
      row(report, house, "java -jar rivya-routes.jar", jar());
      row(report, house, "unpacked, with a class archive", unpacked);
      report.keep();
    }
  }

  private static List<String> jar() {
    return ProgramProcess.command(ProgramProcess.JAR, BenchHouse.HEAP);
  }

  /** Unpacks the jar and runs it once, which writes the archive when it ends. */
  private List<String> unpacked(BenchHouse house) throws Exception {
    Path to = folder.resolve("unpacked");
    Path archive = to.resolve("rivya-routes.archive");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process extract =
        new ProcessBuilder(
                java.toString(),
                "-Djarmode=tools",
                "-jar",
                ProgramProcess.JAR.toString(),
                "extract",
                "--destination",
                to.toString())
            .inheritIO()
            .start();
    assertThat(extract.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Path jar = to.resolve(ProgramProcess.JAR.getFileName());
    boolean cache = Runtime.version().feature() >= 25;
    String write = (cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
    try (BenchProgram program = begin(house, command(jar, write))) {
      firstBrief(program);
      program.stop();
    }
    assertThat(Files.size(archive)).isPositive();
    return command(jar, (cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive);
  }

  private static List<String> command(Path jar, String option) {
    return ProgramProcess.command(jar, BenchHouse.HEAP, option);
  }

  private static void row(Report report, BenchHouse house, String name, List<String> command)
      throws Exception {
    List<Started> all = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      all.add(start(house, command));
    }
    report.row(
        name,
        Report.number("%.2f", Report.median(all.stream().map(Started::seconds).toList())),
        Report.number("%.2f", Report.median(all.stream().map(Started::cpu).toList())),
        Report.number(
            "%.0f", Report.median(all.stream().map(s -> (double) s.resident()).toList())));
  }

  private static Started start(BenchHouse house, List<String> command) throws Exception {
    long begun = System.nanoTime();
    try (BenchProgram program = begin(house, command)) {
      firstBrief(program);
      double seconds = (System.nanoTime() - begun) / 1e9;
      Started started =
          new Started(seconds, program.cpuSeconds(), Usage.peakResident(program.handle()));
      program.stop();
      return started;
    }
  }

  private static BenchProgram begin(BenchHouse house, List<String> command) throws IOException {
    return BenchProgram.begin(
        house.root(),
        house.root().resolve("gc.log"),
        new ArrayList<>(command),
        Racers.sqlite(house).settings());
  }

  /** Asks until a brief is accepted; refused connections and 503 mean that it still starts. */
  private static void firstBrief(BenchProgram program) throws Exception {
    URI address = program.address("http");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (accepted(address)) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("no brief was accepted within " + PATIENCE);
  }

  private static boolean accepted(URI address) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("A lighthouse at dusk"))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 202;
    } catch (IOException e) {
      return false;
    }
  }
}
