package dev.rivyaroutes.bench;

import static dev.rivyaroutes.bench.BenchHouse.Tuning.TUNED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.S3Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether finished jobs slow the program: batches on an empty ledger and on a full one in turn.
 * {@code -Dbench.finished=…} changes how full, and what {@link RaceRounds} reads.
 */
class FullLedgerBenchmark {

  private static final int FINISHED = Integer.getInteger("bench.finished", 1_000_000);
  private static final int CONNECTIONS = 48;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void measures() throws Exception {
    try (SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults());
        S3Server s3 = BenchHouse.s3();
        DurablePostgres postgres = new DurablePostgres()) {
      Racers racers = new Racers(folder, rivya.baseUri(), s3, postgres, CONNECTIONS);
      Report report =
          new Report("full-ledger")
              .setting(RaceRounds.setting(CONNECTIONS))
              .setting(
                  "A full ledger has %,d finished jobs, each with its content, a file, three rows of its timeline and a delivery.",
                  FINISHED);
      try (ProgramRacer empty = racers.onSqlite("SQLite, empty", TUNED, 0);
          ProgramRacer full = racers.onSqlite("SQLite, full", TUNED, FINISHED)) {
        race(report, rivya, empty, full);
      }
      try (ProgramRacer empty = racers.onPostgres("PostgreSQL, empty", TUNED, 0);
          ProgramRacer full = racers.onPostgres("PostgreSQL, full", TUNED, FINISHED)) {
        race(report, rivya, empty, full);
      }
      report.keep();
    }
  }

  private static void race(
      Report report, SimulatedRivya rivya, ProgramRacer empty, ProgramRacer full) throws Exception {
    RaceRounds.run(report, new Race(rivya), empty, full);
    for (ProgramRacer program : List.of(empty, full)) {
      program.stop();
    }
    int jobs = RaceRounds.briefs();
    assertThat(empty.ledger().jobs()).isEqualTo(Map.of("done", jobs));
    assertThat(full.ledger().jobs()).isEqualTo(Map.of("done", jobs + FINISHED));
  }
}
