package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.brief;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface AcceptContract extends OnLedger {

  @Test
  default void acceptsTheSameSourceIdOnce() {
    Accepted first = ledger().one.accept.accept(List.of(brief("a"))).get(0);
    Accepted again = ledger().one.accept.accept(List.of(brief("a"))).get(0);

    assertThat(first.duplicate()).isFalse();
    assertThat(first.state()).isEqualTo(JobState.ACCEPTED);
    assertThat(again).isEqualTo(new Accepted(first.jobId(), true, JobState.ACCEPTED));
    assertThat(ledger().count("job")).isOne();
    assertThat(ledger().timeline(first.jobId())).containsExactly("accepted");
  }

  @Test
  default void tellsIdsApartThatAreLongerThanItHolds() {
    String id = "a".repeat(1_200_000);
    Accepted first = ledger().one.accept.accept(List.of(brief(id))).get(0);

    assertThat(ledger().one.accept.accept(List.of(brief(id + "b"))).get(0).duplicate()).isFalse();
    assertThat(ledger().one.accept.accept(List.of(brief(id))).get(0).jobId())
        .isEqualTo(first.jobId());
  }

  @Test
  default void findsTheJobsOfAFlowThatUseAReference() {
    JobFile file = new JobFile(1, "cat.png", "image/png", "image", 1, "a".repeat(64), null);
    ledger().one.accept.accept(List.of(with("flow-1", file), with("flow-2", file)));

    assertThat(ledger().two.accept.uses("flow-1", "a".repeat(64)))
        .containsExactly(new ReferenceUse("in/flow-1.json", "cat.png"));
    assertThat(ledger().two.accept.uses("flow-1", "b".repeat(64))).isEmpty();
  }

  private static NewJob with(String flow, JobFile file) {
    return new NewJob(
        flow, "id", "in/" + flow + ".json", "a", "m", "p", "{}", null, List.of(file), null);
  }

  @Test
  default void acceptsTheSameSourceIdTwiceInOneCallOnce() {
    List<Accepted> answers =
        ledger().one.accept.accept(List.of(brief("a"), brief("b"), brief("a")));

    assertThat(answers).extracting(Accepted::duplicate).containsExactly(false, false, true);
    assertThat(answers.get(2).jobId()).isEqualTo(answers.get(0).jobId());
    assertThat(ledger().count("job")).isEqualTo(2);
  }

  @Test
  default void acceptsTheSameSourceIdOnceFromSixteenThreadsOfTwoReplicas() {
    for (int round = 0; round < 20; round++) {
      NewJob brief = brief("round-" + round);
      List<Callable<Accepted>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Replica replica = i % 2 == 0 ? ledger().one : ledger().two;
        calls.add(() -> replica.accept.accept(List.of(brief)).get(0));
      }
      List<Accepted> answers = LedgerWorld.atOnce(calls);

      assertThat(answers).filteredOn(answer -> !answer.duplicate()).hasSize(1);
      assertThat(answers).extracting(Accepted::jobId).containsOnly(answers.get(0).jobId());
    }
    assertThat(ledger().count("job")).isEqualTo(20);
    assertThat(ledger().count("job_content")).isEqualTo(20);
    assertThat(ledger().count("job_event")).isEqualTo(20);
  }

  @Test
  default void acceptsTheSameManifestFromTwoReplicasAtOnceOnce() {
    List<NewJob> manifest = IntStream.range(0, 200).mapToObj(i -> brief("m#" + i)).toList();
    List<NewJob> backwards = new ArrayList<>(manifest);
    java.util.Collections.reverse(backwards);

    List<List<Accepted>> answers =
        LedgerWorld.atOnce(
            List.of(
                () -> ledger().one.accept.accept(manifest),
                () -> ledger().two.accept.accept(backwards)));

    long fresh = answers.stream().flatMap(List::stream).filter(a -> !a.duplicate()).count();
    assertThat(fresh).isEqualTo(200);
    assertThat(ledger().count("job")).isEqualTo(200);
    assertThat(ledger().count("job_event")).isEqualTo(200);
  }

  @Test
  default void tellsSourceIdsOfFiveThousandCharactersApartByTheirLastOne() {
    String stem = "ü/".repeat(2_500);
    List<Accepted> answers =
        ledger()
            .one
            .accept
            .accept(List.of(brief(stem + "a"), brief(stem + "b"), brief(stem + "a")));

    assertThat(answers).extracting(Accepted::duplicate).containsExactly(false, false, true);
    assertThat(ledger().one.accept.known(LedgerWorld.FLOW, List.of(stem + "a", stem + "c")))
        .containsExactly(stem + "a");
  }

  @Test
  default void keepsFlowsApart() {
    NewJob other =
        new NewJob("videos", "a", "a", "shop", "nano", null, null, null, List.of(), null);
    assertThat(ledger().one.accept.accept(List.of(brief("a"), other)))
        .extracting(Accepted::duplicate)
        .containsExactly(false, false);
    assertThat(ledger().one.accept.known("videos", List.of("a", "b"))).containsExactly("a");
    assertThat(ledger().one.accept.known("unknown", List.of("a"))).isEmpty();
    assertThat(ledger().one.accept.known("videos", List.of())).isEmpty();
  }

  @Test
  default void keepsTextsAndReferencesOfABrief() {
    JobFile remote = new JobFile(1, "cat.png", null, null, -1, null, "https://x.test/cat.png");
    ledger().one.accept.accept(List.of(brief("a", List.of(remote))));

    Job job = ledger().one.jobs.claim(Stage.SUBMIT, LedgerWorld.ACCOUNT, 1).get(0);

    assertThat(job.content().sourceId()).isEqualTo("a");
    assertThat(job.content().prompt()).isEqualTo("a cat");
    assertThat(job.content().idempotencyKey()).isEqualTo(job.id());
    assertThat(job.content().files()).containsExactly(remote);
  }

  @Test
  default void refusesABriefAsAFailedJobWithItsCauseAndItsFailureForTheSinks() {
    ledger().sinks.declare(LedgerWorld.FLOW, "files", Sinks.On.SUCCEEDED);
    ledger().sinks.declare(LedgerWorld.FLOW, "alarm", Sinks.On.FAILED);
    NewJob unusable =
        new NewJob(LedgerWorld.FLOW, "x", "in/x", null, null, null, null, null, List.of(), null);
    Cause cause = new Cause(Trouble.BRIEF, "empty", "The brief is empty.", null);

    Accepted refused = ledger().one.accept.refuse(unusable, cause);
    Accepted again = ledger().two.accept.refuse(unusable, cause);

    assertThat(refused.state()).isEqualTo(JobState.FAILED);
    assertThat(again).isEqualTo(new Accepted(refused.jobId(), true, JobState.FAILED));
    assertThat(ledger().row(refused.jobId()))
        .containsEntry("trouble", "brief")
        .containsEntry("code", "empty")
        .containsEntry("cause", "The brief is empty.");
    assertThat(ledger().timeline(refused.jobId())).containsExactly("failed");
    assertThat(ledger().one.accept.known(LedgerWorld.FLOW, List.of("x"))).containsExactly("x");
    assertThat(ledger().one.deliveries.claim(LedgerWorld.FLOW, "files", 9)).isEmpty();
    assertThat(ledger().one.deliveries.claim(LedgerWorld.FLOW, "alarm", 9))
        .singleElement()
        .satisfies(d -> assertThat(d.job().cause().text()).isEqualTo("The brief is empty."));
  }
}
