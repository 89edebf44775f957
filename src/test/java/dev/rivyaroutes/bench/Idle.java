package dev.rivyaroutes.bench;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the program does while there is nothing to do, and how soon it is at work then. */
final class Idle {

  private Idle() {}

  /** Processor time as a share of one core, for each racer over the same time. */
  static List<Double> shares(List<ProgramRacer> racers, Duration time) throws InterruptedException {
    List<Double> before = cpu(racers);
    long begun = System.nanoTime();
    Thread.sleep(time.toMillis());
    double seconds = (System.nanoTime() - begun) / 1e9;
    List<Double> after = cpu(racers);
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < racers.size(); i++) {
      shares.add((after.get(i) - before.get(i)) / seconds);
    }
    return shares;
  }

  private static List<Double> cpu(List<ProgramRacer> racers) {
    return racers.stream().map(r -> Usage.cpuSeconds(Stream.of(r.process()))).toList();
  }

  /** Milliseconds from the 202 to the create call, sorted; single jobs, each after the last. */
  static List<Double> latencies(ProgramRacer racer, SimulatedRivya rivya, List<BenchBrief> briefs)
      throws Exception {
    rivya.reset();
    List<Instant> answered = new ArrayList<>();
    for (BenchBrief brief : briefs) {
      answered.add(racer.post().one(brief));
      racer.awaitResult(brief);
      Thread.sleep(100);
    }
    Map<String, Instant> created =
        rivya.generations().all().stream()
            .collect(Collectors.toMap(PaidGeneration::prompt, PaidGeneration::createdAt));
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < briefs.size(); i++) {
      Instant create = created.get(briefs.get(i).prompt());
      millis.add(Duration.between(answered.get(i), create).toNanos() / 1e6);
    }
    return millis.stream().sorted().toList();
  }
}
