package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.ledger.models.Catalogue.Paused;
import dev.rivyaroutes.ledger.models.Catalogues.Changes;
import dev.rivyaroutes.ledger.models.ModelJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

public interface CatalogueContract extends OnLedger {

  String RIVYA = "https://r.test";
  Duration HOUR = Duration.ofHours(1);
  Changes SAME = new Changes(null, List.of(), List.of());

  @Test
  default void hasOneReplicaAskAtATime() {
    List<Callable<Optional<Catalogue>>> askers =
        Stream.of(ledger().one, ledger().two, ledger().one, ledger().two)
            .<Callable<Optional<Catalogue>>>map(replica -> () -> replica.catalogues.claim(RIVYA))
            .toList();

    assertThat(LedgerWorld.atOnce(askers).stream().flatMap(Optional::stream)).hasSize(1);

    ledger().clock.forward(Duration.ofMinutes(5));
    assertThat(ledger().two.catalogues.claim(RIVYA)).isPresent();
  }

  @Test
  default void hasOneReplicaAskBeforeItIsTime() {
    record(new Changes("[1]", List.of(), List.of()));
    Instant recorded = ledger().clock.instant();
    assertThat(ledger().two.catalogues.fetchedAt(RIVYA)).contains(recorded);
    assertThat(ledger().two.catalogues.claimEarly(RIVYA, recorded)).as("read meanwhile").isEmpty();
    ledger().clock.forward(Duration.ofMinutes(1));
    List<Callable<Optional<Catalogue>>> askers =
        Stream.of(ledger().one, ledger().two, ledger().one, ledger().two)
            .<Callable<Optional<Catalogue>>>map(
                replica -> () -> replica.catalogues.claimEarly(RIVYA, ledger().clock.instant()))
            .toList();

    List<Catalogue> claimed =
        LedgerWorld.atOnce(askers).stream().flatMap(Optional::stream).toList();

    assertThat(claimed).hasSize(1);
    Instant next = ledger().clock.instant().plus(HOUR);
    assertThat(ledger().two.catalogues.claim(RIVYA)).isEmpty();
    ledger().one.catalogues.recordFailed(claimed.get(0), "no answer", next);
    assertThat(ledger().two.catalogues.claimEarly(RIVYA, next)).isEmpty();
    assertThat(ledger().two.catalogues.fetchedAt(RIVYA)).contains(recorded);
    assertThat(ledger().two.catalogues.fetchedAt("https://never.test")).isEmpty();
  }

  @Test
  default void keepsTheModelsForAllReplicasAndLaterStarts() {
    assertThat(ledger().two.catalogues.revision(RIVYA)).isEqualTo(-1);
    Instant recorded = ledger().clock.instant();
    record(new Changes("[1]", List.of(), List.of()));

    Catalogue kept = ledger().two.catalogues.find(RIVYA).orElseThrow();
    assertThat(kept.models()).isEqualTo("[1]");
    assertThat(kept.revision()).isEqualTo(ledger().two.catalogues.revision(RIVYA)).isEqualTo(1);
    assertThat(kept.reads().fetchedAt()).isEqualTo(recorded);
    assertThat(kept.reads().dueAt()).isEqualTo(recorded.plus(HOUR));
    assertThat(ledger().two.catalogues.claim(RIVYA)).isEmpty();

    ledger().clock.forward(HOUR);
    record(SAME);

    Catalogue same = ledger().two.catalogues.find(RIVYA).orElseThrow();
    assertThat(same.revision()).isEqualTo(1);
    assertThat(same.models()).isEqualTo("[1]");
    assertThat(same.changedAt()).isEqualTo(recorded);
    assertThat(same.reads().fetchedAt()).isEqualTo(recorded.plus(HOUR));
  }

  @Test
  default void keepsTheLastModelsWhenRivyaDoesNotListThem() {
    record(new Changes("[1]", List.of(), List.of()));
    ledger().clock.forward(HOUR);
    Catalogue claimed = ledger().one.catalogues.claim(RIVYA).orElseThrow();
    Instant next = ledger().clock.instant().plusSeconds(60);

    ledger().one.catalogues.recordFailed(claimed, "x".repeat(3000), next);

    Catalogue kept = ledger().two.catalogues.find(RIVYA).orElseThrow();
    assertThat(kept.models()).isEqualTo("[1]");
    assertThat(kept.reads().cause()).hasSize(2000);
    assertThat(kept.reads().dueAt()).isEqualTo(next);
  }

  @Test
  default void changesNothingByAnAnswerThatAnotherReplicaOvertook() {
    Catalogue late = ledger().one.catalogues.claim(RIVYA).orElseThrow();
    ledger().clock.forward(Duration.ofMinutes(5));
    record(new Changes("[2]", List.of(), List.of()));
    List<Object> before = ledger().everything();

    Changes old = new Changes("[1]", List.of(paused("nano", "gone")), List.of());
    assertThat(
            ledger().one.catalogues.recordModels(late, old, List.of(ACCOUNT), late.reads().dueAt()))
        .isFalse();
    ledger().one.catalogues.recordFailed(late, "late", late.reads().dueAt());

    assertThat(ledger().everything()).isEqualTo(before);
  }

  @Test
  default void letsTheJobsOfAModelGoOnThatIsAvailableAgain() {
    record(new Changes("[1]", List.of(paused("nano", "gone"), paused("other", "gone")), List.of()));
    Job job = parked("a");
    assertThat(ledger().two.modelJobs.countWaiting(List.of(ACCOUNT), Visibility.ALL))
        .containsEntry("nano", 1);
    ledger().clock.forward(HOUR);
    record(new Changes("[2]", List.of(paused("nano", "coming_soon")), List.of("other")));

    List<Paused> left = ledger().two.catalogues.find(RIVYA).orElseThrow().paused();
    assertThat(left).containsExactly(paused("nano", "coming_soon"));
    assertThat(ledger().two.due.hasDue(Stage.SUBMIT, ACCOUNT)).isFalse();

    ledger().clock.forward(HOUR);
    record(new Changes("[3]", List.of(), List.of("nano")));

    assertThat(ledger().two.jobs.claim(Stage.SUBMIT, ACCOUNT, 9))
        .extracting(Job::id)
        .containsExactly(job.id());
  }

  @Test
  default void letsAJobGoOnThatWasParkedAfterTheModelCameBack() {
    record(new Changes("[1]", List.of(paused("nano", "gone")), List.of()));
    Job job = parked("a");
    ledger().two.modelJobs.releaseIfAvailable(job, RIVYA);
    assertThat(ledger().two.due.hasDue(Stage.SUBMIT, ACCOUNT)).isFalse();
    ledger().jdbc.update("delete from paused_model");

    ledger().two.modelJobs.releaseIfAvailable(job, RIVYA);

    assertThat(ledger().two.due.hasDue(Stage.SUBMIT, ACCOUNT)).isTrue();
  }

  private Job parked(String sourceId) {
    Job job = ledger().submitting(sourceId);
    Cause cause = new Cause(Trouble.MODEL, ModelJobs.CODE, "The model is gone.", null);
    Instant due = ledger().clock.instant().plus(Duration.ofDays(9));
    ledger().one.progress.park(job, Stage.SUBMIT, cause, due, null);
    return job;
  }

  private Paused paused(String model, String status) {
    return new Paused(model, status, "{}", LedgerWorld.START);
  }

  private void record(Changes changes) {
    Catalogue claimed = ledger().one.catalogues.claim(RIVYA).orElseThrow();
    Instant next = ledger().clock.instant().plus(HOUR);
    assertThat(ledger().one.catalogues.recordModels(claimed, changes, List.of(ACCOUNT), next))
        .isTrue();
  }
}
