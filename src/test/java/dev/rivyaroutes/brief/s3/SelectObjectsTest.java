package dev.rivyaroutes.brief.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.LatestEntries;
import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.testing.RecordingLedger;
import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectObjectsTest {
  private final RecordingLedger ledger = new RecordingLedger();
  private final S3DropSettings settings = new S3DropSettings();
  private final Set<String> handled = LatestEntries.set(100);
  private final PollBackoff backoff = new PollBackoff();
  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final PendingBriefs pending = new PendingBriefs(clock, Duration.ofSeconds(30));
  private final S3Object a = new S3Object("b", "in/a.txt", "\"1\"", 1, Instant.EPOCH);
  private final S3Object b = new S3Object("b", "in/b.txt", "\"2\"", 1, Instant.EPOCH);

  @Test
  void leavesOutWhatTheLedgerHas() {
    know("flow", a);
    assertThat(of(Set.of())).containsExactly(a, b);
    assertThat(of(Set.of("other"))).containsExactly(a, b);
    assertThat(of(Set.of("flow"))).containsExactly(b);
  }

  @Test
  void leavesOutABriefForTwoFlowsOnlyWhenBothHaveIt() {
    know("flow", a);
    know("flow", b);
    know("other", b);
    assertThat(of(Set.of("flow", "other"))).containsExactly(a);
  }

  @Test
  void leavesOutWhatAnyFlowHasRefused() {
    know("flow", a);
    known("flow").recordSettled(b);
    assertThat(of(Set.of("flow"))).isEmpty();
    assertThat(known("flow", "new").of(List.of(a, b))).containsExactly(b.id());
    assertThat(known().of(List.of(a, b))).isEmpty();

    known().recordSettled(b);
    assertThat(known().of(List.of(a, b))).containsExactly(b.id());
  }

  private KnownObjects known(String... flows) {
    return new KnownObjects(ledger, Set.of(flows), "route");
  }

  @Test
  void takesAKnownObjectAgainThatShouldBeGone() {
    settings.setAfter("delete");
    know("flow", a);
    assertThat(of(Set.of("flow"))).containsExactly(a, b);
  }

  @Test
  void leavesOutWhatWasHandledOrBacksOff() {
    handled.add(a.id());
    backoff.backOff(b.id());
    assertThat(of(Set.of("flow"))).isEmpty();
    assertThat(new S3Object("b", "in/a.txt", "\"3\"", 1, Instant.EPOCH))
        .satisfies(newer -> assertThat(handled.contains(newer.id())).isFalse());
  }

  @Test
  void waitsForTheETagOfOneAndSelectsTheOthers() {
    S3Object halfWritten = new S3Object("b", "in/c.txt", null, 0, Instant.EPOCH);
    S3Object whole = new S3Object("b", "in/c.txt", "\"3\"", 1, Instant.EPOCH);
    assertThat(of(Set.of("flow"), halfWritten, b)).containsExactly(b);
    assertThat(backoff.isBackingOff(halfWritten.id())).isTrue();
    assertThat(of(Set.of("flow"), whole, b)).containsExactly(whole, b);
  }

  @Test
  void givesDocumentsOutBeforeTheMediaThatTheyMayName() {
    S3Object photo = new S3Object("b", "in/0.png", "\"3\"", 1, Instant.EPOCH);
    assertThat(of(Set.of(), photo, a, b)).containsExactly(a, b, photo);
  }

  @Test
  void leavesOutAMediaFileUntilItsWaitEnds() {
    pending.mayWait(a.id());
    pending.recordWait(
        a.id(),
        "a.png",
        new Acceptances(List.of(new Acceptance(Outcome.WAITING, null, null, "it is alone"))));
    assertThat(of(Set.of())).containsExactly(b);
    clock.forward(Duration.ofSeconds(30));
    assertThat(of(Set.of())).containsExactly(a, b);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "in/.DS_Store",
        "in/Thumbs.db",
        "in/@eaDir/a.txt",
        "in/__MACOSX/a.txt",
        "in/a.txt.part",
        "in/~$a.docx"
      })
  void leavesOutWhatOthersLeave(String key) {
    settings.setPrefix("in/");
    assertThat(of(Set.of(), new S3Object("b", key, "\"3\"", 1, Instant.EPOCH))).isEmpty();
    settings.setPrefix("in/.hidden/");
    S3Object object = new S3Object("b", "in/.hidden/a.txt", "\"3\"", 1, Instant.EPOCH);
    assertThat(of(Set.of(), object)).containsExactly(object);
  }

  private List<S3Object> of(Set<String> flows) {
    return of(flows, a, b);
  }

  private List<S3Object> of(Set<String> flows, S3Object... page) {
    return new SelectObjects(
            settings, new KnownObjects(ledger, flows, "route"), handled, backoff, pending, null)
        .apply(List.of(page));
  }

  private void know(String flow, S3Object object) {
    ledger.accept(
        List.of(
            new NewJob(
                    flow,
                    "",
                    object.key(),
                    "a",
                    "m",
                    new JobInput("p", "{}", null, List.of()),
                    null)
                .withBrief(object.briefId())));
  }
}
