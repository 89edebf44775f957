package dev.rivyaroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.S3Server;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast the packaged program is, beside a bare client that makes the same calls in the same
 * minutes, and how quiet it is when idle. Run it by {@code mvn -Pbench verify}.
 *
 * <p>{@code -Dbench.briefs=…}, {@code -Dbench.rounds=…}, {@code -Dbench.warm=…} and {@code
 * -Dbench.idle=…} (seconds) change its length, {@code -Dbench.java=…} adds options of the JVM, with
 * spaces between.
 */
class SpeedBenchmark {

  private static final int BRIEFS = Integer.getInteger("bench.briefs", 4_000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int WARM_UPS = Integer.getInteger("bench.warm", 8);
  private static final int IDLE_SECONDS = Integer.getInteger("bench.idle", 60);
  private static final int SINGLES = 50;
  private static final int CONNECTIONS = 48;
  private static final String KEY = SimulatorSettings.DEFAULT_KEY;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void measures() throws Exception {
    try (SimulatedRivya rivya = localRivya();
        S3Server s3 = S3Server.inMemory();
        DurablePostgres postgres = new DurablePostgres();
        BareRacer bare = new BareRacer(folder, rivya.baseUri(), KEY, CONNECTIONS, false);
        BareRacer forced = new BareRacer(folder, rivya.baseUri(), KEY, CONNECTIONS, true);
        ProgramRacer embedded =
            onSqlite(new BenchHouse(folder.resolve("embedded"), rivya.baseUri(), KEY, s3));
        ProgramRacer pg =
            onPostgres(new BenchHouse(folder.resolve("pg"), rivya.baseUri(), KEY, s3), postgres)) {
      s3.client().createBucket(bucket -> bucket.bucket("bench"));
      Report report = settings();
      waits(report, rivya, embedded);
      race(report, new Race(rivya), bare, forced, embedded, pg);
      idle(report, rivya, List.of(embedded, pg));
      embedded.stop();
      pg.stop();
      int jobs = BRIEFS * (ROUNDS + WARM_UPS) + SINGLES;
      assertThat(jobs(embeddedUrl(), "", "")).isEqualTo(Map.of("done", jobs + 3 * SINGLES));
      assertThat(jobs(postgres.url(), DurablePostgres.USER, DurablePostgres.USER))
          .isEqualTo(Map.of("done", jobs));
      System.out.println(report);
      Files.writeString(Path.of("target", "bench.md"), report.toString());
    }
  }

  private void race(Report report, Race race, Racer... racers) throws Exception {
    for (int batch = 1; batch <= WARM_UPS; batch++) {
      for (Racer racer : racers) {
        print(racer, "warm" + batch, race.run(racer, BenchBrief.batch("warm" + batch, BRIEFS)));
      }
    }
    Map<Racer, List<Race.Took>> took = new LinkedHashMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      for (Racer racer : racers) {
        Race.Took one = race.run(racer, BenchBrief.batch("round" + round, BRIEFS));
        took.computeIfAbsent(racer, r -> new ArrayList<>()).add(print(racer, "round" + round, one));
      }
    }
    report.table(
        "",
        "jobs/s",
        "of bare",
        "CPU s / 1,000 jobs",
        "of bare",
        "database CPU s / 1,000 jobs",
        "calls to Rivya a job",
        "peak RSS MB",
        "peak heap MB");
    took.forEach((racer, rounds) -> report.race(racer, rounds, took.get(racers[0])));
  }

  /** Each batch is printed as it ends, which shows whether the warm-up was long enough. */
  private static Race.Took print(Racer racer, String batch, Race.Took took) {
    System.out.printf(
        Locale.ROOT,
        "%s, %s: %.0f jobs/s, %.2f CPU s / 1,000 jobs%n",
        racer.name(),
        batch,
        took.jobsPerSecond(),
        took.cpu() * 1_000);
    return took;
  }

  private void idle(Report report, SimulatedRivya rivya, List<ProgramRacer> programs)
      throws Exception {
    Idle.shares(programs, Duration.ofSeconds(5));
    List<Double> shares = Idle.shares(programs, Duration.ofSeconds(IDLE_SECONDS));
    report.table("idle", "CPU, % of one core", "202 to create call, p50 ms", "p99 ms");
    for (int i = 0; i < programs.size(); i++) {
      List<Double> millis =
          Idle.latencies(programs.get(i), rivya, BenchBrief.batch("single", SINGLES));
      report.row(
          List.of(
              programs.get(i).name(),
              Report.number("%.2f", shares.get(i) * 100),
              Report.number("%.1f", Report.at(millis, .5)),
              Report.number("%.1f", Report.at(millis, .99))));
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
        List.of(
            how,
            Report.number("%.1f", Report.at(took.seconds(), .5)),
            Report.number("%.1f", Report.at(took.seconds(), .99)),
            Report.number("%.1f", took.calls())));
  }

  private static Report settings() {
    return new Report()
        .line(
            "%,d text briefs a batch over HTTP on %d connections, to a folder; medians of %d batches after %d that warm up.",
            BRIEFS, CONNECTIONS, ROUNDS, WARM_UPS)
        .line(
            "Account: rate 10000/s, concurrency 64, downloads 64; wait.first 100ms; result source: concurrency 64.")
        .line(
            "Files are forced to the disk; PostgreSQL has fsync and synchronous_commit on; SQLite forces each commit.")
        .line(
            "%d cores, shared with the simulated Rivya and the load; load average at first %.1f; Java %s, -Xmx512m.",
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            System.getProperty("java.version"))
        .line(
            "Idle: four flows (two HTTP, folder, bucket) for %d s; then %d single jobs.",
            IDLE_SECONDS, SINGLES)
        .line(
            "Waiting: %d jobs at once on embedded SQLite, on which Rivya works %d s each; the program polls every 5 s to 10 s.",
            SINGLES, Waits.WORK.toSeconds());
  }

  private ProgramRacer onSqlite(BenchHouse house) throws Exception {
    return new ProgramRacer(
        "program, embedded SQLite",
        house,
        CONNECTIONS,
        Stream::empty,
        "--spring.datasource.url=" + embeddedUrl());
  }

  private static ProgramRacer onPostgres(BenchHouse house, DurablePostgres postgres)
      throws Exception {
    return new ProgramRacer(
        "program, PostgreSQL",
        house,
        CONNECTIONS,
        postgres::processes,
        "--spring.datasource.url=" + postgres.url(),
        "--spring.datasource.username=" + DurablePostgres.USER,
        "--spring.datasource.password=" + DurablePostgres.USER);
  }

  private String embeddedUrl() {
    return "jdbc:sqlite:" + folder.resolve("embedded/data/ledger.db");
  }

  /** How many jobs a ledger has in each state. */
  private static Map<String, Integer> jobs(String url, String user, String password)
      throws SQLException {
    Map<String, Integer> counts = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("select state, count(*) from job group by state")) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getInt(2));
      }
    }
    return counts;
  }
}
