package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The commands in the documents, run against a demo on other ports. */
final class DocumentedCommands {

  private static final Pattern ANY_JOB = Pattern.compile("\"id\":\"([0-9A-Z]{26})\"");

  /** An order that does not fit the demo's job is answered with a conflict. */
  private static final Pattern ANSWERED = Pattern.compile("2\\d\\d|409");

  private final Path folder;
  private final int port;
  private final int health;

  DocumentedCommands(Path folder, int port, int health) {
    this.folder = folder;
    this.port = port;
    this.health = health;
  }

  /** The command of the service, with this Java and this jar. */
  List<String> ofTheService(Path jar) throws IOException {
    String unit = Document.page("run-it").blocks("ini").get(0).text();
    String start = unit.lines().filter(l -> l.startsWith("ExecStart=")).findFirst().orElseThrow();
    List<String> command = new ArrayList<>(List.of(start.substring(10).split(" ")));
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.set(command.size() - 1, jar.toString());
    return command;
  }

  String chatFlow() throws IOException {
    return Document.page("chat").blocks("yaml flow").get(0).text();
  }

  /** Runs each line that begins so. */
  void runEach(String begin) throws IOException, InterruptedException {
    List<String> lines = lines(begin);
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      bash("set -e\n" + line);
    }
  }

  /** Sends each call, and returns those with another answer than a good one. */
  List<String> callEach() throws IOException, InterruptedException {
    List<String> calls = lines("curl ").stream().filter(call -> !isMail(call)).toList();
    assertThat(calls).hasSizeGreaterThan(15);
    String job = anyJob();
    List<String> wrong = new ArrayList<>();
    for (String call : calls) {
      String quiet = "curl -sS -o answer -w '%{http_code}' ";
      String ids =
          "JOB=" + job + "\n" + (call.contains("$BULK") ? "BULK=" + newestBulk() + "\n" : "");
      String status = bash(ids + here(call).replaceFirst("curl ", quiet));
      if (!ANSWERED.matcher(status).matches()) {
        wrong.add(status + " " + call + " " + bash("cat answer"));
      }
    }
    return wrong;
  }

  /** The calls of the demo's mailbox, on other ports. */
  static List<String> mailCalls(int smtp, int imap) throws IOException {
    return lines("curl ").stream()
        .filter(DocumentedCommands::isMail)
        .map(call -> call.replace("localhost:3025", "127.0.0.1:" + smtp))
        .map(call -> call.replace("localhost:3143", "127.0.0.1:" + imap))
        .toList();
  }

  private static boolean isMail(String call) {
    return call.contains("smtp://") || call.contains("imap://");
  }

  /** The one that an earlier call of the same page has asked for. */
  private String newestBulk() throws IOException, InterruptedException {
    String all = bash(here("curl -sS 'localhost:8080/api/bulk-orders?limit=1'"));
    return ANY_JOB.matcher(all).results().findFirst().orElseThrow().group(1);
  }

  private String anyJob() throws IOException, InterruptedException {
    String jobs = bash(here("curl -sS 'localhost:8080/api/jobs?flow=demo&status=done'"));
    return ANY_JOB.matcher(jobs).results().findFirst().orElseThrow().group(1);
  }

  private static List<String> lines(String begin) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Document page : Document.all()) {
      page.blocks("sh").forEach(block -> lines.addAll(Arrays.asList(block.text().split("\n"))));
    }
    return lines.stream().filter(line -> line.startsWith(begin)).distinct().toList();
  }

  private String here(String call) {
    return call.replace("localhost:8080", "127.0.0.1:" + port)
        .replace("localhost:8081", "127.0.0.1:" + health);
  }

  private String bash(String script) throws IOException, InterruptedException {
    Process bash = new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).start();
    String output = new String(bash.getInputStream().readAllBytes());
    assertThat(bash.waitFor())
        .as(script + " " + new String(bash.getErrorStream().readAllBytes()))
        .isZero();
    return output;
  }
}
