package dev.rivyaroutes.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged program as a process of the operating system, in a house of its own. */
public final class ProgramProcess {

  private static final Path JAR = Path.of("target", "rivya-routes.jar").toAbsolutePath();

  private static final Duration START = Duration.ofMinutes(3);
  private static final int TAIL_LINES = 60;

  private final Process process;
  private final Path log;

  private ProgramProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the program in its house; what it says goes to the log file. */
  public static ProgramProcess start(
      Path house, Path log, List<String> javaOptions, String... settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(settings));
    ProcessBuilder builder = new ProcessBuilder(command).directory(house.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new ProgramProcess(builder.start(), log);
  }

  /** Returns once the program has said that it started. */
  public void awaitStarted() {
    await("the start of the program, see " + log)
        .atMost(START)
        .pollInterval(Duration.ofMillis(25))
        .failFast("the program ended: " + tail(log), () -> !process.isAlive())
        .until(() -> text(log).contains("Started RivyaRoutes"));
  }

  /** Whether it still runs after the wait. */
  public boolean runsOnFor(Duration wait) throws InterruptedException {
    return !process.waitFor(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The process, to measure what it uses. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** {@code kill -9}, and waits for the end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** An orderly end, as by {@code kill}; false where it takes longer. */
  public boolean stop(Duration patience) throws InterruptedException {
    process.destroy();
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  public static String tail(Path log) {
    List<String> lines = text(log).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private static String text(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
