package dev.rivyaroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.testing.FreePort;
import dev.rivyaroutes.testing.ProgramProcess;
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
  private final ProgramProcess program;
  private final PostBriefs post;
  private final PostBriefs webhook;

  ProgramRacer(
      String name,
      BenchHouse house,
      int connections,
      Supplier<Stream<ProcessHandle>> database,
      String... settings)
      throws IOException, InterruptedException {
    this.name = name;
    this.house = house;
    this.database = database;
    int port = FreePort.find();
    List<String> command =
        ProgramProcess.command(ProgramProcess.JAR, house.javaOptions().toArray(String[]::new));
    command.addAll(
        List.of(
            "--spring.profiles.active=bench",
            "--server.port=" + port,
            "--management.server.port=0"));
    command.addAll(List.of(settings));
    this.program = ProgramProcess.start(command, house.root(), house.root().resolve("program.log"));
    this.post = new PostBriefs(address(port, "http"), connections);
    this.webhook = new PostBriefs(address(port, "webhook"), connections);
    try {
      program.awaitStarted();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  private static URI address(int port, String flow) {
    return URI.create("http://localhost:" + port + "/api/flows/" + flow + "/jobs");
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
    return house.gcLog();
  }

  /** Ends the program in an orderly way; its ledger is free then. */
  void stop() throws InterruptedException {
    assertThat(program.stop(Duration.ofSeconds(40))).as(name + " stops in an orderly way").isTrue();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    program.kill();
    post.close();
    webhook.close();
  }
}
