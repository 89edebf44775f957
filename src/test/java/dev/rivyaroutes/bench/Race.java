package dev.rivyaroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import dev.rivyaroutes.simulator.trouble.Operation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One batch of briefs: what it took, held against what Rivya was paid for. */
final class Race {

  private static final List<Operation> CALLS =
      List.of(Operation.CREATE, Operation.STATUS, Operation.MEDIA);

  /** What a batch took, a job: time and processor time in seconds. */
  record Took(double seconds, double cpu, double databaseCpu, double calls) {

    double jobsPerSecond() {
      return 1 / seconds;
    }
  }

  private final SimulatedRivya rivya;

  Race(SimulatedRivya rivya) {
    this.rivya = rivya;
  }

  Took run(Racer racer, List<BenchBrief> briefs) throws Exception {
    rivya.reset();
    double cpu = Usage.cpuSeconds(Stream.of(racer.process()));
    double database = Usage.cpuSeconds(racer.database());
    long begun = System.nanoTime();
    racer.make(briefs);
    double seconds = (System.nanoTime() - begun) / 1e9;
    // What is still written when the last file is there counts, too.
    Thread.sleep(300);
    Took took =
        new Took(
            seconds / briefs.size(),
            (Usage.cpuSeconds(Stream.of(racer.process())) - cpu) / briefs.size(),
            (Usage.cpuSeconds(racer.database()) - database) / briefs.size(),
            CALLS.stream().mapToLong(rivya.counters()::calls).sum() / (double) briefs.size());
    keepBusy(racer, briefs);
    return took;
  }

  /** Each brief is paid for exactly once, and its file is the one of that payment. */
  private void keepBusy(Racer racer, List<BenchBrief> briefs) throws Exception {
    Map<String, List<PaidGeneration>> paid =
        rivya.generations().all().stream().collect(Collectors.groupingBy(PaidGeneration::prompt));
    assertThat(paid.keySet())
        .isEqualTo(briefs.stream().map(BenchBrief::prompt).collect(Collectors.toSet()));
    assertThat(paid.values()).allSatisfy(once -> assertThat(once).hasSize(1));
    Map<BenchBrief, String> files =
        briefs.stream().collect(Collectors.toMap(Function.identity(), b -> b.fileName()));
    for (Map.Entry<BenchBrief, String> file : files.entrySet()) {
      byte[] bytes = Files.readAllBytes(racer.out().resolve(file.getValue()));
      String task = paid.get(file.getKey().prompt()).get(0).id();
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
          .as(file.getValue())
          .startsWith("\u0089PNG")
          .contains("Comment\0" + task + "/1")
          .contains("IEND");
    }
  }
}
