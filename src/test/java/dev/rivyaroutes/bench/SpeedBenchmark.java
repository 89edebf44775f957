package dev.rivyaroutes.bench;

import static dev.rivyaroutes.bench.BenchHouse.Tuning.SHIPPED;
import static dev.rivyaroutes.bench.BenchHouse.Tuning.TUNED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.S3Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast the packaged program is, beside a bare client that makes the same calls in the same
 * minutes, and how quiet it is when idle. {@code -Dbench.idle=…} (seconds) changes its length, and
 * what {@link RaceRounds} reads.
 */
class SpeedBenchmark {

  private static final int IDLE_SECONDS = Integer.getInteger("bench.idle", 60);
  private static final int SINGLES = 50;
  private static final int CONNECTIONS = 48;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void measures() throws Exception {
    String key = SimulatorSettings.DEFAULT_KEY;
    try (SimulatedRivya rivya = localRivya();
        S3Server s3 = BenchHouse.s3();
        DurablePostgres postgres = new DurablePostgres();
        BareRacer bare = new BareRacer(folder, rivya.baseUri(), key, CONNECTIONS, false);
        BareRacer forced = new BareRacer(folder, rivya.baseUri(), key, CONNECTIONS, true)) {
      Racers racers = new Racers(folder, rivya.baseUri(), s3, postgres, CONNECTIONS);
      try (ProgramRacer embedded = racers.onSqlite("program, embedded SQLite", TUNED, 0);
          ProgramRacer shipped = racers.onSqlite("the same with shipped concurrency", SHIPPED, 0);
          ProgramRacer pg = racers.onPostgres("program, PostgreSQL", TUNED, 0)) {
        Report report = settings();
        waits(report, rivya, embedded);
        RaceRounds.run(report, new Race(rivya), bare, forced, embedded, shipped, pg);
        idle(report, rivya, List.of(embedded, pg));
        int jobs = RaceRounds.briefs();
        for (ProgramRacer program : List.of(embedded, shipped, pg)) {
          program.stop();
        }
        assertThat(embedded.ledger().jobs()).isEqualTo(Map.of("done", jobs + 4 * SINGLES));
        assertThat(shipped.ledger().jobs()).isEqualTo(Map.of("done", jobs));
        assertThat(pg.ledger().jobs()).isEqualTo(Map.of("done", jobs + SINGLES));
        report.keep();
      }
    }
  }

  private void idle(Report report, SimulatedRivya rivya, List<ProgramRacer> programs)
      throws Exception {
    Idle.Counter[] cpu =
        programs.stream()
            .<Idle.Counter>map(one -> () -> Usage.cpuSeconds(Stream.of(one.process())))
            .toArray(Idle.Counter[]::new);
    Idle.perSecond(Duration.ofSeconds(5), cpu);
    List<Double> shares = Idle.perSecond(Duration.ofSeconds(IDLE_SECONDS), cpu);
    report.table("idle", "CPU, % of one core", "202 to create call, p50 ms", "p99 ms");
    for (int i = 0; i < programs.size(); i++) {
      List<Double> millis =
          Idle.latencies(programs.get(i), rivya, BenchBrief.batch("single", SINGLES));
      report.row(
          programs.get(i).name(),
          Report.number("%.2f", shares.get(i) * 100),
          Report.number("%.1f", Report.at(millis, .5)),
          Report.number("%.1f", Report.at(millis, .99)));
    }
  }

  private static SimulatedRivya localRivya() {
    SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults());
    Waits.allowLocalWebhooks(rivya);
    return rivya;
  }

  private static void waits(Report report, SimulatedRivya rivya, ProgramRacer program)
      throws Exception {
    Waits.Took polling =
        Waits.measure(program, program.post(), rivya, BenchBrief.batch("poll", SINGLES));
    Waits.measure(program, program.webhook(), rivya, BenchBrief.batch("learn", SINGLES));
    Waits.Took webhook =
        Waits.measure(program, program.webhook(), rivya, BenchBrief.batch("webhook", SINGLES));
    report.table(
        "Rivya's result is found", "delivered after, p50 s", "p99 s", "calls to Rivya a job");
    row(report, "by polling", polling);
    row(report, "by webhook", webhook);
  }

  private static void row(Report report, String how, Waits.Took took) {
    report.row(
        how,
        Report.number("%.1f", Report.at(took.seconds(), .5)),
        Report.number("%.1f", Report.at(took.seconds(), .99)),
        Report.number("%.1f", took.calls()));
  }

  private static Report settings() {
    return new Report("speed")
        .setting(RaceRounds.setting(CONNECTIONS))
        .setting(
            "Account: rate 10000/s, concurrency 64, downloads 64; wait.first 100ms; result source: concurrency 64. Shipped concurrency: only rate and wait.first are set.")
        .setting(
            "Idle: four flows (two HTTP, folder, bucket) for %d s; then %d single jobs.",
            IDLE_SECONDS, SINGLES)
        .setting(
            "Waiting: %d jobs at once on embedded SQLite, on which Rivya works %d s each; the program polls every 5 s to 10 s.",
            SINGLES, Waits.WORK.toSeconds());
  }
}
