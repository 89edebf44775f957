package dev.rivyaroutes.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The packaged program with its ledger in one database. */
final class ProgramRacer implements Racer, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String name;
  private final BenchHouse house;
  private final Supplier<Stream<ProcessHandle>> database;
  private final BenchProgram program;
  private final BenchLedger ledger;
  private final PostBriefs post;
  private final PostBriefs webhook;

  ProgramRacer(
      String name,
      BenchHouse house,
      int connections,
      Supplier<Stream<ProcessHandle>> database,
      BenchLedger ledger)
      throws IOException, InterruptedException {
    this.name = name;
    this.house = house;
    this.database = database;
    this.ledger = ledger;
    this.program = BenchProgram.start(house.root(), BenchHouse.HEAP, ledger.settings());
    this.post = new PostBriefs(program.address("http"), connections);
    this.webhook = new PostBriefs(program.address("webhook"), connections);
  }

  @Override
  public String name() {
    return name;
  }

  URI at(String path) {
    return program.at(path);
  }

  BenchLedger ledger() {
    return ledger;
  }

  PostBriefs post() {
    return post;
  }

  /** To the flow whose account gets webhook events. */
  PostBriefs webhook() {
    return webhook;
  }

  @Override
  public void make(List<BenchBrief> briefs) throws Exception {
    post.all(briefs);
    for (BenchBrief brief : briefs) {
      awaitResult(brief);
    }
  }

  /** The sidecar is the last file of a job. */
  void awaitResult(BenchBrief brief) {
    Path sidecar = out().resolve(brief.fileName() + ".json");
    if (!Files.exists(sidecar)) {
      await("the result of " + brief.key() + ", see " + house.root())
          .atMost(PATIENCE)
          .pollDelay(Duration.ofMillis(2))
          .pollInterval(Duration.ofMillis(2))
          .until(() -> Files.exists(sidecar));
    }
  }

  @Override
  public Path out() {
    return house.out();
  }

  @Override
  public ProcessHandle process() {
    return program.handle();
  }

  @Override
  public Stream<ProcessHandle> database() {
    return database.get();
  }

  @Override
  public Path gcLog() {
    return program.gcLog();
  }

  /** Ends the program in an orderly way; its ledger is free then. */
  void stop() throws InterruptedException {
    program.stop();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    program.close();
    post.close();
    webhook.close();
  }
}
