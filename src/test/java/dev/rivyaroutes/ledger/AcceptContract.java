package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.brief;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.accept.ReferenceUse;
import dev.rivyaroutes.ledger.commit.CommitTransaction;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.job.SourceKey;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.outbox.Sinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

interface AcceptContract extends OnLedger {

  private static List<BriefId> ids(String... texts) {
    return Stream.of(texts).map(BriefId::of).toList();
  }

  @Test
  default void acceptsTheSameSourceIdOnce() {
    AcceptResult first = ledger().one.accept.accept(List.of(brief("a"))).get(0);
    AcceptResult again = ledger().one.accept.accept(List.of(brief("a"))).get(0);

    assertThat(first.duplicate()).isFalse();
    assertThat(first.state()).isEqualTo(JobState.ACCEPTED);
    assertThat(again).isEqualTo(new AcceptResult(first.jobId(), true, JobState.ACCEPTED));
    assertThat(ledger().count("job")).isOne();
    assertThat(ledger().timeline(first.jobId())).containsExactly("accepted");
  }

  @Test
  default void takesAnIdWithACharacterThatNoDatabaseTakes() {
    AcceptResult first = ledger().one.accept.accept(List.of(brief("order\u00007"))).get(0);

    assertThat(ledger().one.accept.accept(List.of(brief("order\u00007"))).get(0).jobId())
        .isEqualTo(first.jobId());
    assertThat(ledger().one.accept.accept(List.of(brief("order7"))).get(0).duplicate()).isFalse();
    assertThat(
            ledger()
                .jdbc
                .queryForObject(
                    "select source_id from job_content where job_id = ?",
                    String.class,
                    first.jobId()))
        .isEqualTo("order\\u00007");
  }

  @Test
  default void distinguishesIdsThatAreLongerThanItStores() {
    String id = "a".repeat(1_200_000);
    AcceptResult first = ledger().one.accept.accept(List.of(brief(id))).get(0);

    assertThat(ledger().one.accept.accept(List.of(brief(id + "b"))).get(0).duplicate()).isFalse();
    assertThat(ledger().one.accept.accept(List.of(brief(id))).get(0).jobId())
        .isEqualTo(first.jobId());
  }

  @Test
  default void findsTheJobsOfAFlowThatUseAReference() {
    JobFile file = new JobFile(1, "cat.png", "image/png", "image", 1, "a".repeat(64), null);
    ledger().one.accept.accept(List.of(with("flow-1", file), with("flow-2", file)));

    assertThat(ledger().two.accept.findReferenceUses("flow-1", "a".repeat(64)))
        .extracting(ReferenceUse::sourceName, ReferenceUse::fileName)
        .containsExactly(tuple("in/flow-1.json", "cat.png"));
    assertThat(ledger().two.accept.findReferenceUses("flow-1", "b".repeat(64))).isEmpty();

    ledger().one.accept.accept(List.of(with("flow-3", file.withBeside("IMG_1.png"))));
    assertThat(ledger().two.accept.findReferenceUses("flow-3", "a".repeat(64)))
        .extracting(ReferenceUse::fileName)
        .containsExactly("IMG_1.png");
  }

  private static NewJob with(String flow, JobFile file) {
    return new NewJob(
        flow,
        "id",
        "in/" + flow + ".json",
        "a",
        "m",
        new JobInput("p", "{}", null, List.of(file)),
        null);
  }

  @Test
  default void acceptsTheSameSourceIdTwiceInOneCallOnce() {
    List<AcceptResult> answers =
        ledger().one.accept.accept(List.of(brief("a"), brief("b"), brief("a")));

    assertThat(answers).extracting(AcceptResult::duplicate).containsExactly(false, false, true);
    assertThat(answers.get(2).jobId()).isEqualTo(answers.get(0).jobId());
    assertThat(ledger().count("job")).isEqualTo(2);
  }

  @Test
  default void acceptsTheSameSourceIdOnceFromSixteenThreadsOfTwoReplicas() {
    for (int round = 0; round < 20; round++) {
      NewJob brief = brief("round-" + round);
      List<Callable<AcceptResult>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Replica replica = i % 2 == 0 ? ledger().one : ledger().two;
        calls.add(() -> replica.accept.accept(List.of(brief)).get(0));
      }
      List<AcceptResult> answers = LedgerWorld.atOnce(calls);

      assertThat(answers).filteredOn(answer -> !answer.duplicate()).hasSize(1);
      assertThat(answers).extracting(AcceptResult::jobId).containsOnly(answers.get(0).jobId());
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

    List<List<AcceptResult>> answers =
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
  default void distinguishesSourceIdsOfFiveThousandCharactersByTheirLastOne() {
    String stem = "ü/".repeat(2_500);
    List<AcceptResult> answers =
        ledger()
            .one
            .accept
            .accept(List.of(brief(stem + "a"), brief(stem + "b"), brief(stem + "a")));

    assertThat(answers).extracting(AcceptResult::duplicate).containsExactly(false, false, true);
    assertThat(ledger().one.accept.findKnown(LedgerWorld.FLOW, ids(stem + "a", stem + "c")))
        .containsExactly(BriefId.of(stem + "a"));
  }

  private static NewJob keyed(String caller, String id, long row, String request) {
    NewJob job = brief("").withBrief(new BriefId("http", caller, id, row, ""));
    return new NewJob(
        new JobTarget(job.flow(), job.account(), job.model(), job.kind()),
        job.brief(),
        job.sourceName(),
        new JobInput(job.prompt(), job.params(), null, List.of()),
        null,
        null,
        request == null ? null : SourceKey.ofFields(request),
        Map.of());
  }

  private AcceptResult accept(NewJob job) {
    return ledger().one.accept.accept(List.of(job)).get(0);
  }

  @Test
  default void distinguishesBriefsByEachFieldOfTheirIds() {
    List<BriefId> ids =
        List.of(
            new BriefId("http", "erp", "K", 1, ""),
            new BriefId("http", "erp", "K#1", 0, ""),
            new BriefId("http", "erp", "K", 0, "1"),
            new BriefId("http", "erpK", "", 1, ""),
            new BriefId("httperp", "", "K", 1, ""),
            new BriefId("http", "shop", "K", 1, ""),
            new BriefId("folder", "erp", "K", 1, ""),
            new BriefId("http", "erp", "K", 1, BriefId.REFUSED));

    assertThat(ledger().one.accept.accept(ids.stream().map(brief("")::withBrief).toList()))
        .extracting(AcceptResult::duplicate)
        .containsOnly(false);
    assertThat(ledger().one.accept.findKnown(LedgerWorld.FLOW, ids))
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(ledger().count("job")).isEqualTo(ids.size());
    assertThat(accept(brief("").withBrief(ids.get(1))).duplicate()).isTrue();
  }

  @Test
  default void refusesAnotherRequestUnderTheSameKey() {
    AcceptResult first = accept(keyed("erp", "K", 0, "a"));

    assertThat(accept(keyed("erp", "K", 0, "a")))
        .isEqualTo(new AcceptResult(first.jobId(), true, JobState.ACCEPTED));
    assertThat(accept(keyed("erp", "K", 0, "b")))
        .isEqualTo(new AcceptResult(first.jobId(), true, JobState.ACCEPTED, true));
    assertThat(accept(keyed("erp", "K", 1, "b")))
        .isEqualTo(new AcceptResult(null, true, null, true));
    assertThat(accept(keyed("shop", "K", 0, "b")).duplicate()).isFalse();
    assertThat(ledger().count("job")).isEqualTo(2);
    assertThat(ledger().count("job_content")).isEqualTo(2);
  }

  @Test
  default void takesNoRowOfAnotherManifestUnderTheSameKey() {
    ledger().one.accept.accept(List.of(keyed("erp", "K", 1, "a"), keyed("erp", "K", 2, "a")));

    assertThat(
            ledger()
                .two
                .accept
                .accept(List.of(keyed("erp", "K", 2, "b"), keyed("erp", "K", 3, "b"))))
        .extracting(AcceptResult::otherRequest)
        .containsOnly(true);
    assertThat(accept(keyed("erp", "K", 0, "c")).otherRequest()).isTrue();
    assertThat(ledger().count("job")).isEqualTo(2);
  }

  @Test
  default void acceptsOneOfTwoRequestsThatTakeAKeyAtTheSameMoment() {
    for (int round = 0; round < 10; round++) {
      String key = "K" + round;
      List<Callable<List<AcceptResult>>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Replica replica = i % 2 == 0 ? ledger().one : ledger().two;
        String request = "request " + i;
        int row = i;
        calls.add(() -> replica.accept.accept(List.of(keyed("erp", key, row, request))));
      }
      assertThat(LedgerWorld.atOnce(calls).stream().flatMap(List::stream))
          .filteredOn(answer -> !answer.otherRequest())
          .hasSize(1);
    }
    assertThat(ledger().count("job")).isEqualTo(10);
    assertThat(ledger().count("keyed_request")).isEqualTo(10);
  }

  @Test
  default void recognisesTheBriefsOfALedgerFromBeforeTheirIdsHadFields() {
    for (String id : List.of("old", "manifest#2")) {
      accept(brief(id));
      ledger()
          .jdbc
          .update(
              "update job set source_key = ?, source = '', caller = '' where source_key = ?",
              SourceKey.of(id),
              BriefId.of(id).key());
    }
    BriefId one = new BriefId("http", "erp", "old", 0, "");
    BriefId row = new BriefId("s3", "bucket", "manifest", 2, "");

    assertThat(accept(brief("").withBrief(one)).duplicate()).isTrue();
    assertThat(accept(brief("").withBrief(row)).duplicate()).isTrue();
    assertThat(accept(keyed("erp", "old", 0, "a")))
        .extracting(AcceptResult::duplicate, AcceptResult::otherRequest)
        .containsExactly(true, false);
    assertThat(ledger().one.accept.findKnown(LedgerWorld.FLOW, List.of(one, row)))
        .containsExactlyInAnyOrder(one, row);
    assertThat(ledger().count("job")).isEqualTo(2);

    ledger().jdbc.update("update job set state = 'done', due_at = created_at");
    ledger().clock.forward(Duration.ofDays(99));
    ledger().one.forget.deleteJobs("", ledger().clock.instant());

    assertThat(ledger().count("job")).isZero();
    assertThat(accept(brief("").withBrief(one)).state()).isEqualTo(JobState.DONE);
    assertThat(accept(brief("").withBrief(row)).duplicate()).isTrue();
    assertThat(ledger().count("job")).isZero();
  }

  @Test
  default void keepsWhoAskedAndShowsItInTheTimeline() {
    BriefId id = new BriefId("folder", "/" + "f".repeat(1_000), "a", 0, "");
    AcceptResult accepted = accept(brief("").withBrief(id));

    assertThat(ledger().row(accepted.jobId()))
        .containsEntry("source", "folder")
        .containsEntry("caller", "f".repeat(Lengths.CALLER));
    assertThat(ledger().jdbc.queryForObject("select text from job_event", String.class))
        .startsWith("accepted from in/cat.txt; submitted by fff")
        .endsWith("f (folder)");
  }

  @Test
  default void runsTheStatementsOfOneWriteInTheirOrderWhateverIsWrittenWithIt() throws Exception {
    List<Write> writes = new ArrayList<>();
    for (String order : List.of("xy", "yx", "xyx", "y")) {
      String id = accept(brief(order)).jobId();
      String where = " where job_id = ?";
      Sql x = Sql.of("update job_content set prompt = 'x'" + where, id);
      Sql y = Sql.of("update job_content set prompt = prompt || 'y'" + where, id);
      List<Sql> then = order.chars().mapToObj(c -> c == 'x' ? x : y).toList();
      Sql guard = Sql.of("update job set attempts = 1 where id = ?", id);
      writes.add(new Write(id, guard, then, List.of()));
    }

    assertThat(new CommitTransaction(ledger().database).commit(writes)).containsOnly(true);

    assertThat(
            ledger()
                .jdbc
                .queryForList("select prompt from job_content order by job_id", String.class))
        .containsExactly("xy", "x", "x", "a caty");
  }

  @Test
  default void keepsFlowsApart() {
    NewJob other =
        new NewJob(
            "videos", "a", "a", "shop", "nano", new JobInput(null, null, null, List.of()), null);
    assertThat(ledger().one.accept.accept(List.of(brief("a"), other)))
        .extracting(AcceptResult::duplicate)
        .containsExactly(false, false);
    assertThat(ledger().one.accept.findKnown("videos", ids("a", "b")))
        .containsExactly(BriefId.of("a"));
    assertThat(ledger().one.accept.findKnown("unknown", ids("a"))).isEmpty();
    assertThat(ledger().one.accept.findKnown("videos", List.of())).isEmpty();
  }

  @Test
  default void keepsWhereTheAnswerGoesOverAReplay() throws Exception {
    Map<String, String> address = Map.of("mail.to", "zoë@shop.test", "mail.subject", "a\ud83e\0");
    NewJob plain = brief("a");
    String id =
        accept(
                new NewJob(
                    plain.target(),
                    plain.brief(),
                    "in/a",
                    plain.input(),
                    null,
                    null,
                    null,
                    address))
            .jobId();
    Replica one = ledger().one;

    Job first = ledger().claimed(one, Stage.SUBMIT, id);
    assertThat(first.content().returnAddress()).isEqualTo(address);
    assertThat(NewJob.of(first).returnAddress()).isEqualTo(address);
    one.progress.recordFailed(first, Cause.of(Trouble.PERMANENT, "No."), null);
    one.orders.replay(id, new Order("ada", null), null, sha256 -> true);

    assertThat(ledger().claimed(one, Stage.SUBMIT, id).content().returnAddress())
        .isEqualTo(address);
    assertThat(ledger().submitting("b").content().returnAddress()).isEmpty();
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
        new NewJob(
            LedgerWorld.FLOW,
            "x",
            "in/x",
            null,
            null,
            new JobInput(null, null, null, List.of()),
            null);
    Cause cause = new Cause(Trouble.BRIEF, "empty", "The brief is empty.", null);

    AcceptResult refused = ledger().one.accept.refuse(unusable, cause);
    AcceptResult again = ledger().two.accept.refuse(unusable, cause);

    assertThat(refused.state()).isEqualTo(JobState.FAILED);
    assertThat(again).isEqualTo(new AcceptResult(refused.jobId(), true, JobState.FAILED));
    assertThat(ledger().row(refused.jobId()))
        .containsEntry("trouble", "brief")
        .containsEntry("code", "empty")
        .containsEntry("cause", "The brief is empty.");
    assertThat(ledger().timeline(refused.jobId())).containsExactly("failed");
    assertThat(ledger().one.accept.findKnown(LedgerWorld.FLOW, ids("x")))
        .containsExactly(BriefId.of("x"));
    assertThat(ledger().one.deliveries.claim(LedgerWorld.FLOW, "files", 9)).isEmpty();
    assertThat(ledger().one.deliveries.claim(LedgerWorld.FLOW, "alarm", 9))
        .singleElement()
        .satisfies(d -> assertThat(d.job().cause().text()).isEqualTo("The brief is empty."));
  }
}
