package dev.rivyaroutes.bench;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the program does while there is nothing to do, and how soon it is at work then. */
final class Idle {

  private Idle() {}

  /** Something that only grows, such as seconds of processor time. */
  @FunctionalInterface
  interface Counter {
    double read() throws Exception;
  }

  /** How much each grows a second, over the same time. */
  static List<Double> perSecond(Duration time, Counter... counters) throws Exception {
    List<Double> before = read(counters);
    long begun = System.nanoTime();
    Thread.sleep(time.toMillis());
    double seconds = (System.nanoTime() - begun) / 1e9;
    List<Double> after = read(counters);
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < counters.length; i++) {
      rates.add((after.get(i) - before.get(i)) / seconds);
    }
    return rates;
  }

  private static List<Double> read(Counter... counters) throws Exception {
    List<Double> values = new ArrayList<>();
    for (Counter counter : counters) {
      values.add(counter.read());
    }
    return values;
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
