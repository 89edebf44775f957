package dev.rivyaroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.FreePort;
import dev.rivyaroutes.testing.ProgramProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The packaged program in a folder that is ready for it, on a free port. */
final class BenchProgram implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(60);

  private final int port;
  private final Path gcLog;
  private final ProgramProcess process;

  private BenchProgram(int port, Path gcLog, ProgramProcess process) {
    this.port = port;
    this.gcLog = gcLog;
    this.process = process;
  }

  /**
   * Starts it and waits until it has started. {@code -Dbench.java=…} adds options of the JVM, with
   * spaces between.
   */
  static BenchProgram start(Path root, String heap, List<String> settings)
      throws IOException, InterruptedException {
    Path gcLog = root.resolve("gc.log");
    String[] options =
        Stream.concat(
                javaOptions(heap, gcLog).stream(),
                Stream.of(System.getProperty("bench.java", "").split(" ")))
            .filter(option -> !option.isBlank())
            .toArray(String[]::new);
    BenchProgram program =
        begin(root, gcLog, ProgramProcess.command(ProgramProcess.JAR, options), settings);
    try {
      program.process.awaitStarted();
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
    return program;
  }

  /** Starts a command and waits for nothing. */
  static BenchProgram begin(Path root, Path gcLog, List<String> command, List<String> settings)
      throws IOException {
    int port = FreePort.find();
    command.addAll(
        List.of(
            "--spring.profiles.active=bench",
            "--server.port=" + port,
            "--management.server.port=0"));
    command.addAll(settings);
    return new BenchProgram(
        port, gcLog, ProgramProcess.start(command, root, root.resolve("program.log")));
  }

  /** The same for the program and the bare client. */
  static List<String> javaOptions(String heap, Path gcLog) {
    return List.of(heap, "-Xlog:gc:file=" + gcLog);
  }

  /** Where briefs for a flow are handed in. */
  URI address(String flow) {
    return at("/api/flows/" + flow + "/jobs");
  }

  URI at(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  ProcessHandle handle() {
    return process.handle();
  }

  /** Seconds of processor time until now. */
  double cpuSeconds() {
    return Usage.cpuSeconds(Stream.of(handle()));
  }

  Path gcLog() {
    return gcLog;
  }

  /** Ends it in an orderly way; its ledger is free then. */
  void stop() throws InterruptedException {
    assertThat(process.stop(STOP)).as("the program stops in an orderly way").isTrue();
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
