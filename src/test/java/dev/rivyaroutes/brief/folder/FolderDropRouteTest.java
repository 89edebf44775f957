package dev.rivyaroutes.brief.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.source.Backlog;
import dev.rivyaroutes.ledger.source.Source;
import dev.rivyaroutes.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FolderDropRouteTest extends FolderDropTestBase {

  @Test
  void takesFilesOfAllFormsAndMovesThemToDoneWithTheirFolders() throws Exception {
    write("a.txt", Briefs.HOSTILE_PROMPT);
    Files.write(in.resolve("b.json"), json(Map.of("prompt", Briefs.HOSTILE_PROMPT)));
    write("sub/deep/c.yaml", "prompt: |-\n  50% & more\n");
    Files.write(in.resolve("d.png"), Briefs.PNG);
    start("");

    settleUntil(() -> briefs.ledger.jobs.size() == 4);
    await()
        .atMost(LIMIT)
        .until(() -> files(in).size() == 4 && files(in.resolve(".done")).size() == 4);

    assertThat(files(in.resolve(".done")))
        .containsExactly("a.txt", "b.json", "d.png", "sub/deep/c.yaml");
    assertThat(job("a.txt").prompt()).isEqualTo(Briefs.HOSTILE_PROMPT);
    assertThat(job("b.json").prompt()).isEqualTo(Briefs.HOSTILE_PROMPT);
    assertThat(job("sub/deep/c.yaml").prompt()).isEqualTo("50% & more");
    assertThat(job("d.png").references()).hasSize(1);
    assertThat(job("a.txt").sourceId()).matches("a\\.txt\\|\\d+\\|\\d+");
    assertThat(briefs.ledger.jobs).extracting(NewJob::flow).containsOnly("test-flow");
  }

  @Test
  void takesAFileOnlyOnceItIsWrittenToItsEnd() throws Exception {
    write("video.txt", "half");
    old("video.txt");
    start("stability: 10s");
    for (int i = 0; i < 3; i++) {
      untouched();
      clock.forward(Duration.ofSeconds(9));
      write("video.txt", "half and" + " more".repeat(i));
      old("video.txt");
    }
    untouched();

    settleUntil(() -> briefs.ledger.jobs.size() == 1);
    assertThat(briefs.ledger.jobs.get(0).prompt()).isEqualTo("half and more more");
  }

  /** As copies do that keep the time of the original: the window may not go by it. */
  private void old(String name) throws IOException {
    Files.setLastModifiedTime(
        in.resolve(name), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
  }

  @Test
  void reportsItsPollsAndWhatItHasNotTakenWithoutAWriteForEachIdlePoll() throws Exception {
    write("video.txt", "half");
    old("video.txt");
    start("stability: 1h");
    // Its row is there before its first report.
    await()
        .atMost(LIMIT)
        .until(() -> replica.sources.all().stream().anyMatch(one -> one.polledAt() != null));
    Instant first = clock.instant();

    Source waiting = replica.sources.all().get(0);
    assertThat(waiting.route().route()).isEqualTo("test-flow");
    assertThat(waiting.route().kind()).isEqualTo("folder");
    assertThat(waiting.backlog()).isEqualTo(new Backlog(1L, Instant.parse("2020-01-01T00:00:00Z")));
    assertThat(waiting.polledAt()).isEqualTo(first);
    clock.forward(Duration.ofSeconds(20));
    untouched();
    assertThat(replica.sources.all().get(0).reportedAt()).isEqualTo(first);
    clock.forward(Duration.ofSeconds(10));
    await()
        .atMost(LIMIT)
        .until(() -> replica.sources.all().get(0).polledAt().equals(first.plusSeconds(30)));

    Files.delete(in.resolve("video.txt"));
    await().atMost(LIMIT).until(() -> replica.sources.all().get(0).backlog().equals(Backlog.EMPTY));
    Files.move(in, temp.resolve("elsewhere"));
    await().atMost(LIMIT).until(() -> replica.sources.all().get(0).failures() == 2);
    assertThat(replica.sources.all().get(0).cause()).contains("does not exist");
    untouched();
    assertThat(replica.sources.all().get(0).failures()).isEqualTo(2);
    Files.move(temp.resolve("elsewhere"), in);
    await().atMost(LIMIT).until(() -> replica.sources.all().get(0).failures() == 0);
  }

  @Test
  void movesRefusedFilesAsideWithTheReason() throws Exception {
    write("sub/bad.json", "{\"promt\": \"x\"}");
    write("good.txt", "a fox");
    start("");

    settleUntil(() -> files(in.resolve(".refused")).size() == 2);

    assertThat(files(in.resolve(".refused")))
        .containsExactly("sub/bad.json", "sub/bad.json.reason.txt");
    assertThat(in.resolve(".refused/sub/bad.json.reason.txt"))
        .content(UTF_8)
        .matches(
            "The field 'promt' is not known; did you mean 'prompt'\\?[^\n]* \\(job job-\\d+\\)\n");
    settleUntil(() -> files(in.resolve(".done")).contains("good.txt"));
  }

  @Test
  void takesTheGoodRowsOfAManifestAndReportsTheOthers() throws Exception {
    write("orders.csv", "prompt,model\na fox,\n,\na bear,no,way\na cat,\n");
    start("");

    settleUntil(() -> files(in.resolve(".done")).contains("orders.csv"));

    assertThat(briefs.ledger.jobs).extracting(NewJob::prompt).containsExactly("a fox", "a cat");
    assertThat(files(in.resolve(".done"))).containsExactly("orders.csv");
    assertThat(Files.readAllLines(in.resolve(".refused/orders.csv.refused.txt")))
        .singleElement()
        .asString()
        .startsWith("Row 3: It has 'way' in column 3, which has no name in the header.");
    assertThat(briefs.ledger.jobs.get(1).sourceId()).endsWith("#4");
  }

  @Test
  void movesAFileThatIsKnownAlreadyWithoutASecondJob() throws Exception {
    write("a.txt", "a fox");
    FileTime time = Files.getLastModifiedTime(in.resolve("a.txt"));
    start("");
    settleUntil(() -> files(in.resolve(".done")).size() == 1);

    LogLines lines = LogLines.of(AcknowledgeFile.class);
    write("a.txt", "a fox");
    Files.setLastModifiedTime(in.resolve("a.txt"), time);
    settleUntil(() -> files(in.resolve(".done")).size() == 2 && !lines.all().isEmpty());
    lines.close();

    assertThat(lines.all())
        .singleElement(STRING)
        .contains("a.txt arrived before", "1 of its 1 brief(s) made no new job");
    assertThat(briefs.ledger.jobs).hasSize(1);
    assertThat(files(in.resolve(".done")))
        .contains("a.txt")
        .anyMatch(n -> n.matches("a\\.\\d{8}T\\d{9}Z\\.txt"));
  }

  @Test
  void takesOtherContentOfTheSameNameSizeAndTimeForANewBrief() throws Exception {
    Map<String, List<byte[]>> contents =
        Map.of(
            "a.txt", List.of("a fox".getBytes(UTF_8), "a cat".getBytes(UTF_8)),
            "b.json", List.of(bytes("{\"prompt\":\"1\"}"), bytes("{\"prompt\":\"2\"}")),
            "c.jsonl", List.of(bytes("{\"prompt\":\"3\"}\n"), bytes("{\"prompt\":\"4\"}\n")),
            "d.png", List.of(Briefs.PNG, otherPng()));
    FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    start("");
    for (int version = 0; version < 2; version++) {
      for (Map.Entry<String, List<byte[]>> file : contents.entrySet()) {
        Files.write(in.resolve(file.getKey()), file.getValue().get(version));
        Files.setLastModifiedTime(in.resolve(file.getKey()), time);
      }
      int expected = (version + 1) * contents.size();
      settleUntil(() -> files(in.resolve(".done")).size() == expected);
    }

    assertThat(briefs.ledger.jobs).hasSize(2 * contents.size());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] otherPng() {
    byte[] other = Briefs.PNG.clone();
    other[other.length - 1]++;
    return other;
  }

  @Test
  void leavesAFileInPlaceWhileTheLedgerIsUnavailableAndAcceptsItAfterwards() throws Exception {
    write("a.txt", "a fox");
    write("rows.jsonl", "{\"prompt\":\"1\"}\n{\"prompt\":\"2\"}\n");
    briefs.ledger.down = true;
    start("");
    settleUntil(() -> steps.headers.size() >= 4);
    assertThat(files(in)).containsExactly("a.txt", "rows.jsonl");

    briefs.ledger.down = false;
    settleUntil(() -> files(in.resolve(".done")).size() == 2);
    assertThat(briefs.ledger.jobs).hasSize(3);
  }

  @Test
  void leavesAManifestInPlaceWhenTheLedgerFailsBetweenItsRows() throws Exception {
    List<String> prompts = IntStream.rangeClosed(1, 203).mapToObj(String::valueOf).toList();
    write(
        "rows.jsonl",
        prompts.stream().map("{\"prompt\":\"%s\"}\n"::formatted).collect(Collectors.joining()));
    steps.step = exchange -> briefs.ledger.down = briefs.ledger.jobs.size() == 200;
    start("");
    settleUntil(() -> steps.headers.size() >= 204);
    assertThat(files(in)).containsExactly("rows.jsonl");
    assertThat(briefs.ledger.jobs).hasSize(200);

    steps.step = exchange -> briefs.ledger.down = false;
    settleUntil(() -> files(in.resolve(".done")).size() == 1);
    assertThat(briefs.ledger.jobs).extracting(NewJob::prompt).containsExactlyElementsOf(prompts);
  }

  @Test
  void leavesAFileThatTheFlowDidNotHandOn() throws Exception {
    write("a.txt", "a fox");
    startFlow("", "", "log:not-accepted");

    settleUntil(() -> steps.headers.size() >= 2);
    assertThat(files(in)).containsExactly("a.txt");
  }

  @Test
  void readsAFileAgainThatChangedWhileItWasRead() throws Exception {
    write("a.txt", "older");
    steps.step =
        exchange -> {
          steps.step = again -> {};
          write("a.txt", "and newer");
        };
    start("");

    settleUntil(() -> files(in.resolve(".done")).size() == 1);
    assertThat(briefs.ledger.jobs).extracting(NewJob::prompt).containsExactly("older", "and newer");
  }

  @Test
  void opensReferencesBesideTheBriefButNothingElse() throws Exception {
    Files.write(temp.resolve("outside.png"), Briefs.PNG);
    Files.createDirectories(in.resolve("sub/img"));
    Files.write(in.resolve("sub/img/cat.png"), Briefs.PNG);
    Files.createSymbolicLink(in.resolve("sub/link.png"), temp.resolve("outside.png"));
    Files.createSymbolicLink(in.resolve("sub/folder"), temp);
    Files.write(in.resolve("top.png"), Briefs.PNG);
    document("good.json", "img/cat.png");
    document("link.json", "link.png");
    document("folder.json", "folder/outside.png");
    document("up.json", "../top.png");
    start("include: '**/*.json'");

    settleUntil(() -> files(in.resolve(".refused")).size() == 6);

    assertThat(briefs.ledger.jobs).extracting(NewJob::sourceName).containsExactly("sub/good.json");
    assertThat(job("sub/good.json").references().get(0).name()).isEqualTo("cat.png");
    assertThat(in.resolve(".refused/sub/link.json.reason.txt"))
        .content()
        .contains("not found beside", "the nearest names there are 'img'")
        .doesNotContain("'link.json'");
    assertThat(in.resolve(".refused/sub/folder.json.reason.txt")).content().contains("not found");
    assertThat(in.resolve(".refused/sub/up.json.reason.txt"))
        .content()
        .contains("is not a file beside");
    assertThat(in.resolve("sub/img/cat.png")).exists();
  }

  private void document(String name, String reference) throws IOException {
    Files.write(
        in.resolve("sub/" + name), json(Map.of("prompt", "x", "references", List.of(reference))));
  }

  @Test
  void waitsForAReferenceThatIsStillBeingWritten() throws Exception {
    Files.createDirectories(in.resolve("sub"));
    document("a.json", "cat.png");
    start("include: '**/*.json'");
    int[] size = {0};
    settleUntil(
        () -> {
          Files.write(in.resolve("sub/cat.png"), new byte[++size[0]]);
          return steps.headers.size() > 1;
        });
    Files.write(in.resolve("sub/cat.png"), Briefs.PNG);

    settleUntil(() -> briefs.ledger.jobs.size() == 1);
    assertThat(briefs.ledger.refusals).isEmpty();
    assertThat(job("sub/a.json").references().get(0).contentType()).isEqualTo("image/png");
  }

  @Test
  void passesHiddenUnfinishedAndLinkedFilesOver() throws Exception {
    Path outside = Files.writeString(temp.resolve("outside.txt"), "secret");
    Files.createDirectories(temp.resolve("elsewhere"));
    Files.writeString(temp.resolve("elsewhere/b.txt"), "secret");
    Files.createSymbolicLink(in.resolve("link.txt"), outside);
    Files.createSymbolicLink(in.resolve("linked"), temp.resolve("elsewhere"));
    List<String> passedOver =
        List.of(".hidden", ".git/config", "a.txt.part", "b.TMP", "c.txt~", "d.filepart", "done/x");
    for (String name : passedOver) {
      write(name, "x");
    }
    write("good.txt", "a fox");
    start("done: done");

    settleUntil(() -> Files.exists(in.resolve("done/good.txt")));
    untouchedBut(1);
    assertThat(files(in)).containsAll(passedOver);
  }

  @Test
  void takesHostileNamesAsNamesAndNothingElse() throws Exception {
    List<String> names =
        List.of(
            "line\nbreak.txt",
            "quote'\".txt",
            "${body}.txt",
            "{{secret}}.txt",
            "CamelFileName.txt",
            "per%cent&and?x=y.txt",
            "#hash +plus.txt");
    for (String name : names) {
      write(name, name);
    }
    start("");

    settleUntil(() -> files(in.resolve(".done")).size() == names.size());
    assertThat(briefs.ledger.jobs)
        .hasSize(names.size())
        .allSatisfy(job -> assertThat(job.prompt()).isEqualTo(job.sourceName()));
  }

  @Test
  void takesNamesOfAllLanguages() throws Exception {
    String name = "Füchse-猫-🦊.txt";
    assumeTrue(
        System.getProperty("sun.jnu.encoding", "").toUpperCase(Locale.ROOT).contains("UTF"),
        "this locale has no such file names");
    write(name, "x");
    start("");

    settleUntil(() -> Files.exists(in.resolve(".done").resolve(name)));
    assertThat(job(name)).isNotNull();
  }

  @Test
  void handsNoHeaderToTheFlow() throws Exception {
    write("a.txt", "a fox");
    start("");

    settleUntil(() -> briefs.ledger.jobs.size() == 1);
    assertThat(steps.headers).containsExactly(Map.of());
  }

  @Test
  void letsTheFlowsTextReadTheFieldsOfARow() throws Exception {
    write("m.jsonl", "{\"title\":\"50% & \\\"Sofa\\\"\"}\n{\"title\":5}\noops\n");
    startFlow(
        "",
        """
                - setVariable:
                    name: prompt
                    expression:
                      simple:
                        expression: "A photo of ${body[title]}"
        """,
        null);

    settleUntil(() -> files(in.resolve(".done")).size() == 1);
    assertThat(briefs.ledger.jobs)
        .extracting(NewJob::prompt)
        .containsExactly("A photo of 50% & \"Sofa\"", "A photo of 5");
    assertThat(briefs.ledger.refusals).hasSize(1);
  }

  @Test
  void readsNothingWhileTheFlowIsDisabled() throws Exception {
    write("a.txt", "a fox");
    start("");
    camel.getRouteController().stopRoute("test-flow");
    clock.forward(Duration.ofSeconds(1));
    write("b.txt", "a bear");
    clock.forward(Duration.ofMinutes(2));
    untouched();
    assertThat(camel.getInflightRepository().size()).isZero();

    camel.getRouteController().startRoute("test-flow");
    settleUntil(() -> briefs.ledger.jobs.size() == 2);
  }

  @Test
  void staysOffWithTheFlowsAutoStartup() throws Exception {
    write("a.txt", "a fox");
    start("", "autoStartup: 'false'");
    clock.forward(Duration.ofMinutes(2));
    untouched();
    clock.forward(Duration.ofMinutes(2));
    untouched();
    assertThat(files(in)).containsExactly("a.txt");
    assertThat(camel.getInflightRepository().size()).isZero();
  }

  @Test
  void ignoresSubFoldersWhenSetSo() throws Exception {
    write("sub/a.txt", "a fox");
    write("b.txt", "a bear");
    start("recursive: false");

    settleUntil(() -> briefs.ledger.jobs.size() == 1);
    untouchedBut(1);
    assertThat(files(in)).contains("sub/a.txt");
  }

  @Test
  void stopsTheStartAtAWrongParameter() {
    assertThatThrownBy(() -> start("stability: soon"))
        .hasStackTraceContaining(
            "folder-drop-source has stability: soon; it must be a time with unit, such as 2s.");
    assertThatThrownBy(() -> start("done: ."))
        .hasStackTraceContaining(
            "folder-drop-source has done: .; it must be another folder than the one that is"
                + " watched.");
  }
}
