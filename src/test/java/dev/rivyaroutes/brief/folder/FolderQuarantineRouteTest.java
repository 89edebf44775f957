package dev.rivyaroutes.brief.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.Acceptances.Verdict;
import dev.rivyaroutes.brief.message.FileQuarantines;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.quarantine.QuarantineSearch;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Refused files in the quarantine, and what became of them until they are taken again. */
class FolderQuarantineRouteTest extends FolderDropTestBase {
  private static final Order ADA = new Order("ada", "the flow is corrected");

  @Autowired private FileQuarantines quarantines;

  /** The flow makes a document with an unknown field of each brief. */
  private void refuse(String name, String text) throws Exception {
    steps.step = exchange -> exchange.getMessage().setBody(Map.of("promt", "a fox"));
    write(name, text);
    start("");
    settleUntil(() -> Files.exists(in.resolve(".refused/" + name)));
    steps.step = exchange -> {};
  }

  private QuarantinedMessage kept() {
    List<QuarantinedMessage> all =
        replica.quarantine.search(new QuarantineSearch(null, null, null, null, null, 9));
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private void take() {
    assertThat(replica.replays.order(kept(), ADA)).isTrue();
    settleUntil(() -> kept().state() != State.ORDERED);
  }

  private List<String> prompts() {
    return briefs.ledger.jobs.stream().map(NewJob::prompt).toList();
  }

  @Test
  void keepsTheBytesAndTakesThemAgainUnderTheirOwnId() throws Exception {
    refuse("deep/a.txt", "a fox");
    QuarantinedMessage kept = kept();
    assertThat(briefs.store.open(kept.message().raw().sha256())).hasContent("a fox");
    assertThat(kept.message().raw().contentType()).isEqualTo("text/plain");
    assertThat(kept.message().name()).isEqualTo("deep/a.txt");
    assertThat(kept.message().setAside()).isEqualTo(in.resolve(".refused/deep/a.txt").toString());
    assertThat(kept.message().refusal().reason()).contains("promt");

    take();
    assertThat(kept().state()).isEqualTo(State.TAKEN);
    assertThat(kept().outcome()).matches("Taken again as job job-\\d+\\.");
    assertThat(prompts()).containsExactly("a fox");
    assertThat(files(in)).containsExactly(".done/deep/a.txt");

    // The same file once more is the brief that was taken.
    Files.copy(in.resolve(".done/deep/a.txt"), in.resolve("a"));
    Files.setLastModifiedTime(
        in.resolve("a"), Files.getLastModifiedTime(in.resolve(".done/deep/a.txt")));
    Files.move(in.resolve("a"), in.resolve("deep/a.txt"));
    settleUntil(() -> files(in.resolve(".done")).size() == 2);
    untouchedButRefusals(1);
  }

  private void untouchedButRefusals(int jobs) {
    assertThat(briefs.ledger.jobs).hasSize(jobs);
    assertThat(kept().state()).isEqualTo(State.TAKEN);
  }

  @Test
  void takesTheKeptBytesOfAFileThatIsGone() throws Exception {
    refuse("a.txt", "a fox");
    Path setAside = in.resolve(".refused/a.txt");
    Files.delete(setAside);

    take();
    assertThat(kept().state()).isEqualTo(State.TAKEN);
    assertThat(kept().outcome())
        .endsWith(
            " It was not found unchanged at "
                + setAside
                + ", or was moved already; its bytes in the quarantine were taken.");
    assertThat(prompts()).containsExactly("a fox");
  }

  @Test
  void takesNotTheOldContentOfAFileThatWasCorrectedWhereItIs() throws Exception {
    refuse("a.txt", "a fox");
    Path setAside = in.resolve(".refused/a.txt");
    Files.writeString(setAside, "a red fox");

    take();
    assertThat(kept().state()).isEqualTo(State.KEPT);
    assertThat(kept().message().refusal().code()).isEqualTo("changed");
    assertThat(kept().message().refusal().reason())
        .isEqualTo(
            setAside
                + " was changed after it was refused, so its bytes in the quarantine were not taken. Move it back into "
                + in
                + " to have its new content taken.");
    assertThat(prompts()).isEmpty();

    Files.move(setAside, in.resolve("a.txt"));
    settleUntil(() -> Files.exists(in.resolve(".done/a.txt")));
    assertThat(prompts()).containsExactly("a red fox");
  }

  @Test
  void takesTheRefusedRowsOfAManifestAgain() throws Exception {
    refuseTheFox();
    write("rows.jsonl", "{\"prompt\": \"a cat\"}\n{\"prompt\": \"a fox\"}\n");
    start("");
    settleUntil(() -> Files.exists(in.resolve(".done/rows.jsonl")));
    assertThat(prompts()).containsExactly("a cat");
    assertThat(kept().message().setAside()).isNull();
    assertThat(kept().message().refusal().reason()).startsWith("Row 2: ");
    steps.step = exchange -> {};

    take();
    assertThat(kept().state()).isEqualTo(State.TAKEN);
    assertThat(kept().outcome())
        .matches("Taken again as job job-\\d+\\. Jobs that were accepted before: 1\\.");
    assertThat(prompts()).containsExactly("a cat", "a fox");
    assertThat(Files.exists(in.resolve(".done/rows.jsonl"))).isTrue();
  }

  /** The quarantine truncates what a person need not read, but the ids of briefs depend on it. */
  @Test
  void takesNoRowTwiceFromAFolderWithALongPath() throws Exception {
    in = Files.createDirectories(in.resolve("x".repeat(200)).resolve("y".repeat(200)));
    String name = "rows.jsonl";
    refuseTheFox();
    write(name, "{\"prompt\": \"a cat\"}\n{\"prompt\": \"a fox\"}\n");
    start("");
    settleUntil(() -> Files.exists(in.resolve(".done").resolve(name)));
    assertThat(prompts()).containsExactly("a cat");
    steps.step = exchange -> {};

    take();
    assertThat(prompts()).containsExactly("a cat", "a fox");
  }

  private void refuseTheFox() {
    steps.step =
        exchange -> {
          if (exchange.getMessage().getBody(Map.class).get("prompt").equals("a fox")) {
            exchange.getMessage().setBody(Map.of("promt", "a fox"));
          }
        };
  }

  @Test
  void takesAFileWhoseTimeAloneDiffers() throws Exception {
    refuse("a.txt", "a fox");
    Path setAside = in.resolve(".refused/a.txt");
    Files.setLastModifiedTime(setAside, FileTime.from(Instant.EPOCH));

    take();
    assertThat(kept().state()).isEqualTo(State.TAKEN);
    assertThat(files(in)).containsExactly(".done/a.txt");
  }

  @Test
  void takesNotAFileOfTheSameSizeWithOtherContent() throws Exception {
    refuse("a.txt", "a fox");
    Files.writeString(in.resolve(".refused/a.txt"), "a cat");

    take();
    assertThat(kept().message().refusal().code()).isEqualTo("changed");
    assertThat(prompts()).isEmpty();
  }

  @Test
  void leavesAFileThatIsCorrectedWhileItsOrderIsCarriedOut() throws Exception {
    refuse("a.txt", "a fox");
    Path setAside = in.resolve(".refused/a.txt");
    steps.step = exchange -> Files.writeString(setAside, "a red fox");

    take();
    assertThat(kept().state()).isEqualTo(State.TAKEN);
    assertThat(kept().outcome()).contains(" It was not found unchanged at " + setAside + ", ");
    assertThat(prompts()).containsExactly("a fox");
    assertThat(setAside).hasContent("a red fox");
  }

  @Test
  void removesNoReasonBehindALink() throws Exception {
    refuse("deep/a.txt", "a fox");
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("a.txt.reason.txt"), "of others");
    Path deep = in.resolve(".refused/deep");
    Files.move(deep, temp.resolve("moved"));
    Files.createSymbolicLink(deep, elsewhere);

    assertThat(replica.replays.order(kept(), ADA)).isTrue();
    settleUntil(() -> kept().outcome() != null);
    assertThat(files(elsewhere)).containsExactly("a.txt.reason.txt");
  }

  @Test
  void leavesNoReasonWithoutAFileThatAnotherReplicaHasMoved() throws Exception {
    write("a.txt", "a fox");
    Path file = in.resolve("a.txt");
    DroppedFile dropped = DroppedFile.of(in, file);
    FolderDropSettings settings = new FolderDropSettings();
    settings.setDirectory(in.toString());
    KeepRefusedFile keep = new KeepRefusedFile(settings, quarantines.of(null));
    Acceptances refused =
        new Acceptances(List.of(new Acceptance(Outcome.REFUSED, "job-1", "failed", "No.")));
    Path refusedFiles = Files.createDirectory(in.resolve(".refused"));
    Files.move(file, refusedFiles.resolve("a.txt"));

    new MoveHandledFile(clock, in, in.resolve(".done"), refusedFiles)
        .move(
            file,
            "a.txt",
            Verdict.REFUSED,
            refused.reasons(),
            setAside -> keep.keep(dropped, refused, setAside));
    assertThat(files(in)).containsExactly(".refused/a.txt");
  }

  @Test
  void keepsAFileThatIsRefusedAgainWithItsNewReason() throws Exception {
    refuse("a.txt", "a fox");
    int refused = briefs.ledger.refused.size();
    steps.step = exchange -> exchange.getMessage().setBody(Map.of("prompts", "a fox"));

    take();
    assertThat(kept().state()).isEqualTo(State.KEPT);
    assertThat(kept().message().refusal().reason()).contains("prompts");
    assertThat(Files.exists(in.resolve(".refused/a.txt"))).isTrue();
    assertThat(briefs.ledger.refused).as("another failed job").hasSize(refused + 1);
  }
}
