package dev.rivyaroutes.bench;

import dev.rivyaroutes.testing.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Starts programs that race, each in a folder and with a ledger of its own, which may hold jobs
 * that finished before.
 */
record Racers(Path folder, URI rivya, S3Server s3, DurablePostgres postgres, int connections) {

  ProgramRacer onSqlite(String name, BenchHouse.Tuning tuning, int finished) throws Exception {
    BenchHouse house = house(name, tuning);
    BenchLedger ledger = sqlite(house);
    fill(ledger, finished);
    return new ProgramRacer(name, house, connections, Stream::empty, ledger);
  }

  private static void fill(BenchLedger ledger, int finished) throws Exception {
    if (finished > 0) {
      FinishedJobs.fill(ledger, finished);
    }
  }

  static BenchLedger sqlite(BenchHouse house) throws IOException {
    return sqlite(house.root());
  }

  /** The embedded ledger of a program in a folder. */
  static BenchLedger sqlite(Path root) throws IOException {
    Path data = Files.createDirectories(root.resolve("data"));
    return new BenchLedger("jdbc:sqlite:" + data.resolve("ledger.db"), "", "");
  }

  ProgramRacer onPostgres(String name, BenchHouse.Tuning tuning, int finished) throws Exception {
    BenchLedger ledger = postgres.ledger(name.replaceAll("\\W+", "_").toLowerCase(Locale.ROOT));
    fill(ledger, finished);
    return new ProgramRacer(name, house(name, tuning), connections, postgres::processes, ledger);
  }

  private BenchHouse house(String name, BenchHouse.Tuning tuning) throws Exception {
    return new BenchHouse(folder.resolve(name.replaceAll("\\W+", "-")), rivya, s3, tuning);
  }
}
