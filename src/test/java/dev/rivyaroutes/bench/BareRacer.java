package dev.rivyaroutes.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The {@link BareClient} in a process of its own. */
final class BareRacer implements Racer, AutoCloseable {

  private final boolean force;
  private final Path out;
  private final Path gcLog;
  private final Process process;
  private final PrintWriter orders;
  private final BufferedReader answers;

  BareRacer(Path folder, URI rivya, String key, int connections, boolean force) throws IOException {
    this.force = force;
    this.out = Files.createDirectories(folder.resolve(force ? "forced" : "bare"));
    this.gcLog = out.resolveSibling(out.getFileName() + "-gc.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(BenchProgram.javaOptions(BenchHouse.HEAP, gcLog));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BareClient.class.getName(), rivya.toString(), key));
    command.addAll(List.of(out.toString(), Integer.toString(connections), Boolean.toString(force)));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    orders = new PrintWriter(process.outputWriter(), true);
    answers = process.inputReader();
  }

  @Override
  public String name() {
    return force ? "bare client, files forced" : "bare client, nothing kept";
  }

  @Override
  public void make(List<BenchBrief> briefs) throws IOException {
    orders.println(briefs.get(0).batch() + " " + briefs.size());
    String answer = answers.readLine();
    if (!("made " + briefs.size()).equals(answer)) {
      throw new IOException("the bare client ended: " + answer);
    }
  }

  @Override
  public Path out() {
    return out;
  }

  @Override
  public ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public Stream<ProcessHandle> database() {
    return Stream.empty();
  }

  @Override
  public Path gcLog() {
    return gcLog;
  }

  @Override
  public void close() throws InterruptedException {
    orders.close();
    process.destroy();
    process.waitFor();
  }
}
