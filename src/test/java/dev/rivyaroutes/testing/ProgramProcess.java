package dev.rivyaroutes.testing;

import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.written.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of the operating system; it never outlives the tests. */
public final class ProgramProcess implements AutoCloseable {

  /** The packaged program; {@code mvn package} makes it. */
  public static final Path JAR = Path.of("target", "rivya-routes.jar").toAbsolutePath();

  /** Options for programs that are started more than they run: the quick compiler is enough. */
  public static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final Duration START = Duration.ofMinutes(3);
  private static final int TAIL_LINES = 12;
  private static final int LINE_CHARS = 200;

  private final Process process;
  private final Path house;
  private final Watchdog watchdog;
  private final Path log;

  private ProgramProcess(Process process, Path house, Path log) throws IOException {
    this.process = process;
    this.house = house;
    this.watchdog = Watchdog.over(process.pid(), "KILL");
    this.log = log;
  }

  /** The command that runs the packaged program on this Java, without the program's settings. */
  public static List<String> command(Path jar, String... javaOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(javaOptions));
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-jar", jar.toString()));
    return command;
  }

  /** Starts a command in the program's folder; what it says goes to the log file. */
  public static ProgramProcess start(List<String> command, Path house, Path log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(house.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new ProgramProcess(builder.start(), house, log);
  }

  /** Returns once the program has said that it started. */
  public void awaitStarted() {
    await("the start of the program, see " + log)
        .atMost(START)
        .pollInterval(Duration.ofMillis(25))
        .failFast(this::requireAlive)
        .until(() -> text(log).contains("Started RivyaRoutes"));
  }

  private void requireAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("the program ended by itself:\n" + tail(log));
    }
  }

  /** The process, to measure what it uses. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Whether it still runs after the wait. */
  public boolean runsOnFor(Duration wait) throws InterruptedException {
    return !process.waitFor(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** {@code kill -9}, and waits for the end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    watchdog.close();
  }

  /** An orderly end, as by {@code kill}; false where it takes longer. */
  public boolean stop(Duration patience) throws InterruptedException {
    process.destroy();
    boolean ended = process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
    kill();
    return ended;
  }

  /** Waits for it to end by itself. */
  public int exitCode(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new AssertionError("the program has not ended:\n" + tail(log));
    }
    return process.exitValue();
  }

  /** Ends it, and keeps what it wrote for the search for secrets. */
  @Override
  public void close() throws InterruptedException {
    kill();
    try {
      Written.keep(house);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last lines of a log. */
  public static String tail(Path log) {
    List<String> lines = text(log).lines().toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - TAIL_LINES))
        .map(line -> line.substring(0, Math.min(LINE_CHARS, line.length())))
        .reduce("", (all, line) -> all + "  " + line + "\n");
  }

  private static String text(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
