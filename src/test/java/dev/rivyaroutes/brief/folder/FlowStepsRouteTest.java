package dev.rivyaroutes.brief.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.accept.NewJob;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of a brief that a step of its flow cannot process. */
@ExtendWith(OutputCaptureExtension.class)
class FlowStepsRouteTest extends FolderDropTestBase {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "setVariable: {name: prompt, simple: '${body[title]}'}",
        "setVariable: {name: prompt, simple: '${body.title}'}",
        "setVariable: {name: count, simple: '${mandatoryBodyAs(Integer)}'}",
        "setBody: {simple: '${body.substring(100)}'}",
        "filter: {simple: {expression: \"${body} regex ${body}\"}, steps: [{log: x}]}",
        "unmarshal: {json: {}}",
        // A stack that overflows.
        "filter: {simple: {expression: \"${body.repeat(2000)} regex '([a-z]|[^a-z])*1'\"},"
            + " steps: [{log: x}]}",
        "setBody: {method: {beanType: java.lang.Integer, method: 'parseInt(${body})'}}",
      })
  void refusesWhatAStepCannotProcess(String step, CapturedOutput output) throws Exception {
    write("odd.txt", "a fox (with an odd text");
    write("good.json", "{\"prompt\": \"b\"}");
    startFlow("include: odd.txt", "        - " + step + "\n", null);

    settleUntil(() -> files(in.resolve(".refused")).size() == 2);

    assertThat(files(in))
        .containsExactly(".refused/odd.txt", ".refused/odd.txt.reason.txt", "good.json");
    assertThat(Files.readString(in.resolve(".refused/odd.txt.reason.txt")))
        .startsWith("A step of the flow cannot process this brief: ")
        .contains("Correct the brief, or the flow", "(job job-")
        .doesNotContain("Exception", "java.", "Exchange[");
    assertThat(briefs.ledger.refusals).hasSize(1);
    assertThat(briefs.ledger.jobs).isEmpty();
    assertThat(output).doesNotContain("\tat ", "is tried again");
  }

  @Test
  void refusesOnlyTheRowThatAStepCannotProcess() throws Exception {
    write("rows.jsonl", "{\"prompt\":\"a\"}\n{\"text\":1}\n{\"prompt\":\"c\"}\n");
    steps.step =
        exchange -> {
          if (exchange.getVariable("sourceName", String.class).endsWith("#2")) {
            throw new IllegalArgumentException("it has\nno title\0");
          }
        };
    start("");

    settleUntil(() -> Files.exists(in.resolve(".done/rows.jsonl")));

    assertThat(briefs.ledger.jobs).extracting(NewJob::prompt).containsExactly("a", "c");
    assertThat(Files.readString(in.resolve(".refused/rows.jsonl.refused.txt")))
        .startsWith("Row 2: A step of the flow cannot process this brief: it has\\nno title");
  }

  @Test
  void saysWhyABriefIsRefusedAndNotWhatThatDidToTheFlow() throws Exception {
    write("a.json", "{\"promt\": ");
    startFlow(
        "", "        - setVariable: {name: prompt, simple: '${body[title].length()}'}\n", null);

    settleUntil(() -> files(in.resolve(".refused")).size() == 2);

    assertThat(Files.readString(in.resolve(".refused/a.json.reason.txt")))
        .doesNotContain("step of the flow");
  }

  @Test
  void acceptsTheSameFileOnceTheFlowIsCorrected() throws Exception {
    write("a.txt", "a fox");
    FileTime time = FileTime.from(Instant.parse("2026-11-20T08:00:00Z"));
    Files.setLastModifiedTime(in.resolve("a.txt"), time);
    steps.step =
        exchange -> {
          throw new IllegalStateException("the flow is wrong");
        };
    start("");
    settleUntil(() -> Files.exists(in.resolve(".refused/a.txt")));

    steps.step = exchange -> {};
    Files.move(in.resolve(".refused/a.txt"), in.resolve("a.txt"));

    settleUntil(() -> Files.exists(in.resolve(".done/a.txt")));
    assertThat(briefs.ledger.jobs).extracting(NewJob::prompt).containsExactly("a fox");
  }

  static Stream<Exception> passing() {
    return Stream.of(
        new ConnectException("refused"),
        new RuntimeCamelException(new IOException("disk")),
        new TimeoutException("slow"),
        new IllegalStateException(new SQLException("away")),
        new RuntimeException(new OutOfMemoryError("heap")));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void keepsTheFileWhileTroublePasses(Exception trouble) throws Exception {
    write("a.txt", "a fox");
    steps.step =
        exchange -> {
          throw trouble;
        };
    start("");
    settleUntil(() -> steps.headers.size() >= 2);
    assertThat(files(in)).isEqualTo(List.of("a.txt"));
    assertThat(briefs.ledger.refusals).isEmpty();

    steps.step = exchange -> {};

    settleUntil(() -> Files.exists(in.resolve(".done/a.txt")));
  }

  @Test
  void keepsTheFileOfAFailingStepWhileTheLedgerIsUnavailable() throws Exception {
    write("a.txt", "a fox");
    briefs.ledger.down = true;
    steps.step =
        exchange -> {
          throw new IllegalStateException("it is odd");
        };
    start("");
    settleUntil(() -> steps.headers.size() >= 2);
    assertThat(files(in)).containsExactly("a.txt");

    briefs.ledger.down = false;

    settleUntil(() -> Files.exists(in.resolve(".refused/a.txt")));
  }
}
