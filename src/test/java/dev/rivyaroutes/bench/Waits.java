package dev.rivyaroutes.bench;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.webhook.WebhookStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How soon a result is delivered once Rivya has it, where the program looks and where it is told.
 */
final class Waits {

  /** How long Rivya works on each job. */
  static final Duration WORK = Duration.ofSeconds(8);

  private static final List<Operation> CALLS =
      List.of(Operation.CREATE, Operation.STATUS, Operation.MEDIA);

  /** Seconds from the result at Rivya to the file in the folder, sorted; and calls a job. */
  record Took(List<Double> seconds, double calls) {}

  private Waits() {}

  /** To be called before the programs start: their addresses are neither https nor public. */
  static void allowLocalWebhooks(SimulatedRivya rivya) {
    rivya.webhooks().style(WebhookStyle.DEFAULT.withPublicOnly(false));
  }

  static Took measure(
      ProgramRacer racer, PostBriefs post, SimulatedRivya rivya, List<BenchBrief> briefs)
      throws Exception {
    return measure(racer, () -> post.all(briefs), rivya, briefs);
  }

  /** The same over webhooks, with so many briefs a second. */
  static Took paced(
      ProgramRacer racer, SimulatedRivya rivya, List<BenchBrief> briefs, int perSecond)
      throws Exception {
    return measure(racer, () -> racer.webhook().paced(briefs, perSecond), rivya, briefs);
  }

  @FunctionalInterface
  private interface HandIn {
    void all() throws Exception;
  }

  private static Took measure(
      ProgramRacer racer, HandIn handIn, SimulatedRivya rivya, List<BenchBrief> briefs)
      throws Exception {
    rivya.timing(Timing.all(WORK));
    long calls = calls(rivya);
    handIn.all();
    for (BenchBrief brief : briefs) {
      racer.awaitResult(brief);
    }
    double made = (calls(rivya) - calls) / (double) briefs.size();
    rivya.timing(Timing.AT_ONCE);
    Map<String, PaidGeneration> paid =
        rivya.generations().all().stream()
            .collect(Collectors.toMap(PaidGeneration::prompt, Function.identity()));
    List<Double> seconds = new ArrayList<>();
    for (BenchBrief brief : briefs) {
      Instant ready = paid.get(brief.prompt()).createdAt().plus(WORK);
      seconds.add(Duration.between(ready, written(racer, brief)).toMillis() / 1e3);
    }
    return new Took(seconds.stream().sorted().toList(), made);
  }

  private static long calls(SimulatedRivya rivya) {
    return CALLS.stream().mapToLong(rivya.counters()::calls).sum();
  }

  private static Instant written(ProgramRacer racer, BenchBrief brief) throws IOException {
    Path sidecar = racer.out().resolve(brief.fileName() + ".json");
    return Files.getLastModifiedTime(sidecar).toInstant();
  }
}
