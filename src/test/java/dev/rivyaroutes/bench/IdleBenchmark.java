package dev.rivyaroutes.bench;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a program of many accounts and flows does while there is nothing to do. {@code
 * -Dbench.accounts=…}, {@code -Dbench.flows=…} and {@code -Dbench.idle=…} (seconds) change it.
 */
class IdleBenchmark {

  private static final int ACCOUNTS = Integer.getInteger("bench.accounts", 50);
  private static final int FLOWS = Integer.getInteger("bench.flows", 100);
  private static final int SECONDS = Integer.getInteger("bench.idle", 60);
  private static final Duration SETTLED = Duration.ofSeconds(30);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void measures() throws Exception {
    try (SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults());
        DurablePostgres postgres = new DurablePostgres()) {
      Report report =
          new Report("idle")
              .setting(
                  "%d accounts and %d HTTP flows into a folder, with shipped settings; %d s, from %d s after the start.",
                  ACCOUNTS, FLOWS, SECONDS, SETTLED.toSeconds());
      report.table("ledger", "CPU, % of one core", "transactions a second", "RSS MB");
      measure(report, "embedded SQLite", rivya.baseUri(), null, postgres);
      measure(report, "PostgreSQL", rivya.baseUri(), postgres.ledger("idle"), postgres);
      report.keep();
    }
  }

  private void measure(
      Report report, String name, URI rivya, BenchLedger ledger, DurablePostgres postgres)
      throws Exception {
    Path root = house(folder.resolve(name.replace(' ', '-')), rivya);
    BenchLedger used = ledger == null ? Racers.sqlite(root) : ledger;
    try (BenchProgram program = BenchProgram.start(root, BenchHouse.HEAP, used.settings())) {
      Thread.sleep(SETTLED.toMillis());
      List<Double> rates =
          Idle.perSecond(
              Duration.ofSeconds(SECONDS),
              program::cpuSeconds,
              () -> ledger == null ? 0 : postgres.transactions("idle"));
      report.row(
          name,
          Report.number("%.2f", rates.get(0) * 100),
          ledger == null ? "not counted" : Report.number("%.1f", rates.get(1)),
          Long.toString(Usage.peakResident(program.handle())));
      program.stop();
    }
  }

  private static Path house(Path root, URI rivya) throws IOException {
    StringBuilder settings = new StringBuilder("rivya:\n  accounts:\n");
    IntStream.range(0, ACCOUNTS)
        .forEach(
            n ->
                settings.append(
                    "    account-%d: { base-url: \"%s\", api-key: %s }%n"
                        .formatted(n, rivya, SimulatorSettings.DEFAULT_KEY)));
    BenchHouse.configuration(root, settings.toString());
    for (int n = 0; n < FLOWS; n++) {
      String flow = "flow-" + n;
      BenchHouse.httpFlow(root, BenchHouse.Tuning.SHIPPED, flow, "account-" + n % ACCOUNTS);
    }
    return root;
  }
}
