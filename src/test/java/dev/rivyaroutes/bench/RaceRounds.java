package dev.rivyaroutes.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Batches of several contestants in turn: first those that warm up, then those that count. {@code
 * -Dbench.briefs=…}, {@code -Dbench.rounds=…} and {@code -Dbench.warm=…} change their numbers.
 */
final class RaceRounds {

  private static final int BRIEFS = Integer.getInteger("bench.briefs", 4_000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int WARM_UPS = Integer.getInteger("bench.warm", 5);

  private RaceRounds() {}

  /** How many briefs each contestant gets. */
  static int briefs() {
    return BRIEFS * (ROUNDS + WARM_UPS);
  }

  static String setting(int connections) {
    return "%,d text briefs a batch over HTTP on %d connections, to a folder; medians of %d batches after %d that warm up; %s."
        .formatted(BRIEFS, connections, ROUNDS, WARM_UPS, BenchHouse.HEAP);
  }

  /** Adds a table with a row for each; the ratios are to the first in the same round. */
  static void run(Report report, Race race, Racer... racers) throws Exception {
    Map<Racer, Race.Took> cold = new LinkedHashMap<>();
    for (int batch = 1; batch <= WARM_UPS; batch++) {
      for (Racer racer : racers) {
        cold.putIfAbsent(racer, batch(race, racer, "warm" + batch));
      }
    }
    Map<Racer, List<Race.Took>> took = new LinkedHashMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      for (Racer racer : racers) {
        took.computeIfAbsent(racer, r -> new ArrayList<>())
            .add(batch(race, racer, "round" + round));
      }
    }
    report.table(
        "",
        "jobs/s",
        "of the first row",
        "CPU s / 1,000 jobs",
        "of the first row",
        "database CPU s / 1,000 jobs",
        "first batch, CPU s / 1,000 jobs",
        "calls to Rivya a job",
        "peak RSS MB",
        "peak heap MB");
    took.forEach(
        (racer, rounds) -> report.race(racer, cold.get(racer), rounds, took.get(racers[0])));
  }

  /** Each batch is printed as it ends, which shows whether the warm-up was long enough. */
  private static Race.Took batch(Race race, Racer racer, String name) throws Exception {
    Race.Took took = race.run(racer, BenchBrief.batch(name, BRIEFS));
    System.out.printf(
        Locale.ROOT,
        "%s, %s: %.0f jobs/s, %.2f CPU s / 1,000 jobs%n",
        racer.name(),
        name,
        took.jobsPerSecond(),
        took.cpu() * 1_000);
    return took;
  }
}
