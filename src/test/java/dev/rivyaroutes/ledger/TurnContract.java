package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static dev.rivyaroutes.ledger.LedgerWorld.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.chat.Conversations;
import dev.rivyaroutes.ledger.chat.Conversations.Turn;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.ConversationName;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.progress.TurnAnswer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Chat turns: one at a time in a conversation, in order, over all replicas. */
interface TurnContract extends OnLedger {

  Cause EARLIER = new Cause(Trouble.TRANSIENT, "turn", "Another turn comes first.", null);

  private String accept(String sourceId, String conversation, String model) {
    NewJob turn =
        new NewJob(
            new JobTarget(FLOW, ACCOUNT, model, JobKind.CHAT),
            BriefId.of(sourceId),
            "in/a.txt",
            new JobInput("Hi", "{}", null, List.of()),
            null,
            conversation == null ? null : new ConversationName(conversation, true),
            null,
            Map.of());
    return ledger().one.accept.accept(List.of(turn)).get(0).jobId();
  }

  @Test
  default void givesEachCallerAConversationOfItsOwn() {
    List<NewJob> turns =
        Stream.of("erp", "shop")
            .map(
                caller ->
                    new NewJob(
                        new JobTarget(FLOW, ACCOUNT, "talk", JobKind.CHAT),
                        new BriefId("http", caller, "K", 0, ""),
                        "K",
                        new JobInput("Hi", "{}", null, List.of()),
                        null,
                        new ConversationName("ticket-7", false),
                        null,
                        Map.of()))
            .toList();
    ledger().one.accept.accept(turns);

    List<Job> claimed = ledger().one.jobs.claim(Stage.TURN, ACCOUNT, 9);

    assertThat(claimed).hasSize(2);
    assertThat(claimed).allMatch(turn -> take(turn).isPresent());
  }

  private Job turn(String sourceId, String conversation) {
    String id = accept(sourceId, conversation, "talk");
    return ledger().claimed(ledger().one, Stage.TURN, id);
  }

  private Optional<Turn> take(Job job) {
    return ledger().two.conversations.claimTurn(job);
  }

  private boolean answer(Job job, String session) {
    return answer(ledger().one, job, session);
  }

  private static boolean answer(Replica replica, Job job, String session) {
    JobFile file = new JobFile(1, "answer.md", "text/markdown", "other", 2, RESULT.sha256(), null);
    return replica.turn.recordAnswer(
        job,
        new TurnAnswer(
            "chat-1", session, "{\"answer\":\"Hi\"}", file, BigDecimal.TEN, BigDecimal.ONE));
  }

  private boolean isDue(String id) {
    return ledger().two.jobs.claim(Stage.TURN, ACCOUNT, 100).stream()
        .anyMatch(job -> job.id().equals(id));
  }

  @Test
  default void keepsTheAnswerWithItsCreditsAndItsDeliveries() {
    ledger().sinks.declare(FLOW, "files", Sinks.On.SUCCEEDED);
    Job job = turn("a", null);

    assertThat(answer(job, "s-1")).isTrue();

    assertThat(ledger().row(job.id()))
        .containsEntry("state", "delivering")
        .containsEntry("kind", "chat")
        .containsEntry("task_id", "chat-1");
    assertThat(ledger().credits(job.id(), "reserved_credits")).isEqualTo("10.0000");
    assertThat(ledger().credits(job.id(), "final_credits")).isEqualTo("1.0000");
    assertThat(ledger().one.deliveries.claim(FLOW, "files", 9))
        .singleElement()
        .satisfies(d -> assertThat(d.job().content().result()).isEqualTo("{\"answer\":\"Hi\"}"))
        .satisfies(d -> assertThat(d.job().content().files()).hasSize(1));
    assertThat(ledger().count("conversation")).isZero();
  }

  @Test
  default void findsTheConversationThatADeliveryAnswered() {
    ledger().sinks.declare(FLOW, "files", Sinks.On.SUCCEEDED);
    Job named = turn("a", "ticket-7");
    Job alone = turn("b", null);
    assertThat(answer(named, "s-1") && answer(alone, "s-2")).isTrue();
    Map<String, String> answers =
        ledger().one.deliveries.claim(FLOW, "files", 9).stream()
            .collect(Collectors.toMap(one -> one.job().id(), Delivery::id));
    BriefId brief = BriefId.of("a");
    Conversations conversations = ledger().two.conversations;
    String of = answers.get(named.id());

    assertThat(conversations.answeredBy(of, brief.source(), brief.caller())).contains("ticket-7");
    assertThat(conversations.answeredBy(of, brief.source(), "another")).isEmpty();
    assertThat(conversations.answeredBy(of, "another", brief.caller())).isEmpty();
    assertThat(conversations.answeredBy(answers.get(alone.id()), brief.source(), brief.caller()))
        .isEmpty();
    assertThat(conversations.answeredBy(named.id(), brief.source(), brief.caller())).isEmpty();
  }

  @Test
  default void keepsAnAnswerThroughAnOutageOfTheDatabase() throws Exception {
    Interrupted database = new Interrupted(ledger().database);
    try (Replica three = new Replica("three", database, ledger().sinks, ledger().clock)) {
      Job job = ledger().claimed(three, Stage.TURN, accept("a", null, "talk"));
      database.away = true;
      CompletableFuture<Boolean> recorded =
          CompletableFuture.supplyAsync(() -> answer(three, job, "s-1"));
      await().atMost(Duration.ofSeconds(30)).until(() -> database.refused.get() >= 2);
      assertThat(recorded).isNotDone();

      database.away = false;

      assertThat(recorded.get(30, TimeUnit.SECONDS)).isTrue();
      assertThat(ledger().row(job.id())).containsEntry("task_id", "chat-1");
    }
  }

  @Test
  default void doesNotClaimTurnsForTheSubmitLoop() {
    String id = accept("a", "c", "talk");

    assertThat(ledger().one.jobs.claim(Stage.SUBMIT, ACCOUNT, 9)).isEmpty();
    assertThat(isDue(id)).isTrue();
  }

  @Test
  default void letsOneTurnGoAtATimeAndWakesTheNextAtItsEnd() {
    Job first = turn("a", "c");
    Job second = turn("b", "c");
    Job elsewhere = turn("c", "other");

    assertThat(take(second)).isEmpty();
    assertThat(take(first)).contains(new Turn(null, false));
    assertThat(take(second)).isEmpty();
    assertThat(take(elsewhere)).isPresent();
    ledger().one.turn.postpone(second, EARLIER, ledger().clock.instant().plusSeconds(30));
    ledger().one.conversations.wakeNextIfFree(second);
    assertThat(isDue(second.id())).isFalse();
    assertThat(ledger().state(second.id())).isEqualTo("accepted");

    answer(first, "s-1");

    Job again = ledger().claimed(ledger().two, Stage.TURN, second.id());
    assertThat(take(again)).contains(new Turn("s-1", false));
    assertThat(ledger().timeline(second.id())).containsExactly("accepted", "accepted");
  }

  @Test
  default void wakesATurnThatWasPutBackAfterTheEarlierOneHadEnded() {
    Job first = turn("a", "c");
    Job second = turn("b", "c");
    take(first);
    assertThat(take(second)).isEmpty();
    answer(first, "s-1");

    ledger().one.turn.postpone(second, EARLIER, ledger().clock.instant().plusSeconds(30));
    ledger().one.conversations.wakeNextIfFree(second);

    assertThat(isDue(second.id())).isTrue();
  }

  @Test
  default void staysWithATurnThatIsParkedOrWhoseProcessDied() {
    Job first = turn("a", "c");
    Job second = turn("b", "c");
    take(first);

    ledger().leaseEnds();
    Job retaken = ledger().claimed(ledger().two, Stage.TURN, first.id());
    assertThat(take(second)).isEmpty();
    assertThat(take(retaken)).isPresent();
    assertThat(answer(first, "s-1")).as("the dead process").isFalse();
    ledger().two.progress.park(retaken, null, EARLIER, ledger().clock.instant(), null);

    assertThat(take(second)).isEmpty();
  }

  @Test
  default void goesByTheOrderOfAcceptanceWhateverTheClocksOfTheReplicasSay() {
    Job first = turn("a", "c");
    Clock behind = Clock.offset(ledger().clock, Duration.ofMinutes(-1));
    try (Replica slow = new Replica("slow", ledger().database, ledger().sinks, behind)) {
      String id = slow.accept.accept(List.of(LedgerWorld.chat("b", "c", null))).get(0).jobId();
      Job second = ledger().claimed(ledger().one, Stage.TURN, id);
      assertThat(second.id()).as("its id says that it came first").isLessThan(first.id());

      assertThat(take(second)).isEmpty();
      assertThat(take(first)).isPresent();
      answer(first, "s-1");
      assertThat(take(second)).isPresent();
    }
  }

  @Test
  default void keepsTheOrderOfTurnsThatCameInTogether() {
    List<NewJob> turns =
        IntStream.range(0, 9).mapToObj(i -> LedgerWorld.chat("turn-" + i, "c", null)).toList();
    List<String> ids = ledger().one.accept.accept(turns).stream().map(AcceptResult::jobId).toList();
    List<Job> jobs = ledger().one.jobs.claim(Stage.TURN, ACCOUNT, 9);
    List<String> answered = new ArrayList<>();
    while (answered.size() < ids.size()) {
      Job next = jobs.stream().filter(job -> take(job).isPresent()).findFirst().orElseThrow();
      answer(next, "s");
      answered.add(next.id());
    }
    assertThat(answered).isEqualTo(ids);
  }

  @Test
  default void passesOverTurnsThatFailedOrWereCancelled() throws Exception {
    Job failed = turn("a", "c");
    Job cancelled = turn("b", "c");
    Job third = turn("c", "c");
    take(failed);
    ledger().one.progress.recordFailed(failed, EARLIER, null);
    assertThat(take(third)).isEmpty();
    ledger().one.turn.postpone(cancelled, EARLIER, ledger().clock.instant());
    ledger().two.orders.cancel(cancelled.id(), new Order("ops", null));

    assertThat(take(third)).isPresent();
  }

  @Test
  default void takesAFailedTurnBackIntoTheLineWhenAPersonReplaysIt() throws Exception {
    Job failed = turn("a", "c");
    take(failed);
    ledger().one.progress.recordFailed(failed, EARLIER, null);
    Job second = turn("b", "c");

    ledger().one.orders.replay(failed.id(), new Order("ops", null), null, sha256 -> true);

    assertThat(take(second)).isEmpty();
    Job again = ledger().claimed(ledger().one, Stage.TURN, failed.id());
    assertThat(take(again)).isPresent();
  }

  @Test
  default void leavesTheTurnToWhoHasItWhenAnEarlierJobComesBack() throws Exception {
    Job failed = turn("a", "c");
    take(failed);
    ledger().one.progress.recordFailed(failed, EARLIER, null);
    Job holder = turn("b", "c");
    take(holder);
    ledger().one.orders.replay(failed.id(), new Order("ops", null), null, sha256 -> true);
    ledger().one.progress.recordRequest(holder, "{}");
    ledger().one.turn.retryInNewSession(holder, EARLIER);

    List<Job> both = ledger().one.jobs.claim(Stage.TURN, ACCOUNT, 9);
    assertThat(both).extracting(Job::id).containsExactlyInAnyOrder(failed.id(), holder.id());
    Job back = both.stream().filter(job -> job.id().equals(failed.id())).findFirst().orElseThrow();
    Job again = both.stream().filter(job -> job.id().equals(holder.id())).findFirst().orElseThrow();
    assertThat(take(back)).isEmpty();
    assertThat(take(again)).isPresent();
    answer(again, "s-1");
    assertThat(take(back)).isPresent();
  }

  @Test
  default void isNotHeldUpByAFrozenProcessThatTookATurnAfterItsEnd() {
    Job first = turn("a", "c");
    Job second = turn("b", "c");
    take(first);
    answer(first, "s-1");
    ledger().jdbc.update("update conversation set turn = ?", first.id());

    assertThat(take(first)).isEmpty();
    assertThat(take(second)).isPresent();
  }

  @Test
  default void beginsANewSessionForAnotherModelAndAfterAConflict() {
    Job first = turn("a", "c");
    take(first);
    answer(first, "s-1");
    Job second = ledger().claimed(ledger().one, Stage.TURN, accept("b", "c", "other-model"));

    assertThat(take(second)).contains(new Turn(null, true));
    answer(second, "s-2");
    Job third = ledger().claimed(ledger().one, Stage.TURN, accept("c", "c", "other-model"));
    assertThat(take(third)).contains(new Turn("s-2", false));
    ledger().one.progress.recordRequest(third, "{}");
    ledger().one.turn.retryInNewSession(third, EARLIER);

    Job again = ledger().claimed(ledger().one, Stage.TURN, third.id());
    assertThat(again.content().request()).isNull();
    assertThat(take(again)).contains(new Turn(null, false));
  }

  @Test
  default void givesATurnToOneOfManyThatAskAtOnce() {
    for (int round = 0; round < 10; round++) {
      String conversation = "c" + round;
      List<Job> jobs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        jobs.add(turn(round + "/" + i, conversation));
      }
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Replica replica = i % 2 == 0 ? ledger().one : ledger().two;
        Job job = jobs.get(i);
        calls.add(() -> replica.conversations.claimTurn(job).isPresent());
      }

      assertThat(LedgerWorld.atOnce(calls))
          .containsExactly(true, false, false, false, false, false, false, false);
    }
  }

  @Test
  default void deletesOnlyConversationsThatAreIdle() {
    answerAlone("a", "old");
    Job open = turn("b", "open");
    take(open);
    ledger().clock.forward(Duration.ofDays(90));
    answerAlone("c", "young");

    assertThat(ledger().two.forget.deleteConversations(ledger().clock.instant().minusSeconds(60)))
        .isEqualTo(1);

    assertThat(ledger().count("conversation")).isEqualTo(2);
  }

  private void answerAlone(String sourceId, String conversation) {
    Job job = turn(sourceId, conversation);
    take(job);
    answer(job, "s");
  }
}
