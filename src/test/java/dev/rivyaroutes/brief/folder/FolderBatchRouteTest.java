package dev.rivyaroutes.brief.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.ledger.accept.NewJob;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Route;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FolderBatchRouteTest extends FolderDropTestBase {

  @BeforeEach
  void countBatches() {
    briefs.ledger.batches.clear();
    briefs.ledger.begun.clear();
    briefs.ledger.deferred = false;
  }

  private void writeTexts(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      write("%04d.txt".formatted(i), "fox " + i);
    }
  }

  @Test
  void commitsTheBriefsOfManyFilesTogetherAndMovesAllOfThem() throws Exception {
    writeTexts(450);
    write("0100.txt", "");
    write("0100.json", "{\"promt\": \"x\"}");
    write("rows.jsonl", "{\"prompt\":\"1\"}\n{\"promt\":\"2\"}\n{\"prompt\":\"3\"}\n");
    start("");

    settleUntil(
        () ->
            files(in.resolve(".done")).size() == 450
                && files(in.resolve(".refused")).size() == 3
                && files(in).size() == 454);

    assertThat(briefs.ledger.jobs)
        .extracting(NewJob::prompt)
        .hasSize(451)
        .doesNotHaveDuplicates()
        .contains("fox 0", "fox 449", "1", "3");
    assertThat(briefs.ledger.batches).hasSizeLessThan(12);
    assertThat(files(in.resolve(".refused")))
        .containsExactly("0100.json", "0100.json.reason.txt", "rows.jsonl.refused.txt");
  }

  @Test
  void movesNoFileOfABatchThatIsNotCommittedAndMakesEachAJobOnceAfterwards() throws Exception {
    writeTexts(20);
    briefs.ledger.down = true;
    start("");
    settleUntil(() -> steps.headers.size() >= 20);
    await().during(A_FEW_POLLS).atMost(LIMIT).until(() -> files(in).size() == 20);
    assertThat(files(in.resolve(".done"))).isEmpty();

    briefs.ledger.down = false;
    settleUntil(() -> files(in.resolve(".done")).size() == 20);
    assertThat(briefs.ledger.jobs)
        .extracting(NewJob::prompt)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 20).mapToObj(i -> "fox " + i).toList());
  }

  private int committed() {
    return briefs.ledger.batches.stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void readsTheNextFilesDuringACommitAndMovesNoneBeforeIt() throws Exception {
    writeTexts(900);
    briefs.ledger.deferred = true;
    AtomicInteger read = new AtomicInteger();
    AtomicInteger duringACommit = new AtomicInteger();
    Queue<String> movedTooEarly = new ConcurrentLinkedQueue<>();
    steps.step =
        exchange -> {
          if (briefs.ledger.begun.size() > briefs.ledger.batches.size()) {
            duringACommit.incrementAndGet();
          }
          // Listing the folder for each file would be so slow that no batch is ever full.
          int moved = read.incrementAndGet() % 100 == 0 ? files(in.resolve(".done")).size() : 0;
          if (moved > committed()) {
            movedTooEarly.add(moved + " moved of " + committed() + " committed");
          }
        };
    start("");

    settleUntil(() -> files(in.resolve(".done")).size() == 900);
    assertThat(duringACommit.get()).isPositive();
    assertThat(movedTooEarly).isEmpty();
    assertThat(briefs.ledger.jobs).hasSize(900);
  }

  @Test
  void makesEachFileAJobOnceWhenACommitFailsWhileTheNextFilesAreRead() throws Exception {
    writeTexts(700);
    briefs.ledger.deferred = true;
    AtomicInteger read = new AtomicInteger();
    steps.step =
        exchange -> {
          if (read.incrementAndGet() == 300) {
            briefs.ledger.down = true;
          }
        };
    start("");

    settleUntil(() -> read.get() >= 700);
    await().during(A_FEW_POLLS).atMost(LIMIT).until(() -> committed() < 300);
    assertThat(files(in.resolve(".done"))).hasSize(committed());

    briefs.ledger.down = false;
    settleUntil(() -> files(in.resolve(".done")).size() == 700);
    assertThat(briefs.ledger.jobs)
        .extracting(NewJob::prompt)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 700).mapToObj(i -> "fox " + i).toList());
  }

  @Test
  void leavesOnlyTheFileThatAStepFails() throws Exception {
    writeTexts(20);
    Queue<String> handedIn = new ConcurrentLinkedQueue<>();
    steps.step =
        exchange -> {
          String text = exchange.getMessage().getBody(String.class);
          if (text.equals("fox 7")) {
            throw new IOException("the flow's own store is away");
          }
          handedIn.add(text);
        };
    start("");

    settleUntil(() -> files(in.resolve(".done")).size() == 19);
    assertThat(files(in)).contains("0007.txt");
    assertThat(handedIn).doesNotHaveDuplicates();

    steps.step = exchange -> {};
    settleUntil(() -> files(in.resolve(".done")).size() == 20);
    assertThat(briefs.ledger.jobs).hasSize(20);
  }

  @Test
  void readsTheFilesBehindAFullPollWithoutWaitingForTheNextOne() throws Exception {
    writeTexts(2_100);
    Queue<Boolean> withoutWaiting = new ConcurrentLinkedQueue<>();
    steps.step = exchange -> withoutWaiting.add(folder().isGreedy());
    start("");

    long polls = folder().getCounter();
    await().atMost(LIMIT).until(() -> folder().getCounter() >= polls + 2);
    // The poll of this moment takes a part of the files; the next one is full.
    clock.forward(Duration.ofMinutes(1));
    await().atMost(LIMIT).until(() -> files(in.resolve(".done")).size() == 2_100);

    assertThat(briefs.ledger.jobs).hasSize(2_100);
    assertThat(withoutWaiting).hasSize(2_100);
    assertThat(withoutWaiting.stream().filter(Boolean::booleanValue)).hasSizeBetween(100, 1_100);
    await().atMost(LIMIT).until(() -> !folder().isGreedy());
  }

  private ScheduledPollConsumer folder() {
    return camel.getRoutes().stream()
        .map(Route::getConsumer)
        .filter(ScheduledPollConsumer.class::isInstance)
        .map(ScheduledPollConsumer.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
