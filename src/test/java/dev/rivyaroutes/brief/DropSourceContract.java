package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every source guarantees, run with its shipped Kamelet on the real system that it reads from:
 * each message becomes one job, none is lost, nothing is paid for twice, and what is refused is
 * kept. A test of a source gives the system; {@link SourceProcess} is the program.
 */
public interface DropSourceContract {
  /** Longer than {@link #DELAY}, and much shorter than a lease. */
  Duration STEP = Duration.ofSeconds(3);

  /** The time between two polls. */
  String DELAY = "2s";

  SourceWorld world();

  /** A process of the program with the flow on; the first call of a test is made before any put. */
  SourceProcess start(String name, Map<String, String> parameters) throws Exception;

  /** The parameters of the source that a flow needs, with {@link #DELAY}. */
  Map<String, String> parameters();

  /** A message whose prompt has this text, which is different for each message. */
  void put(String text) throws Exception;

  /** The same message once more, as a system delivers it that has lost the acknowledgement. */
  void putAgain(String text) throws Exception;

  /** A message that has a picture, so that it needs the media store. */
  void putWithPicture(String text) throws Exception;

  /** A message that can never become a job; no two are the same. */
  void putPoison(int n) throws Exception;

  /** The reasons of the messages that are kept as refused. */
  List<String> refused() throws Exception;

  /** What the source has set aside, since it was refused. */
  default List<String> setAside() throws Exception {
    return List.of();
  }

  /** Lets the next poll begin. */
  default void forward() {
    world().clock.forward(STEP);
  }

  /** The system is away, until it is back. */
  void leave() throws Exception;

  void comeBack() throws Exception;

  /** Parameters with a credential that the system refuses; empty where there is none. */
  default Map<String, String> wrongCredential() {
    return Map.of();
  }

  /** A word of the cause that says that the credential is wrong. */
  default String refusedLogin() {
    return "";
  }

  /** Moves the clock until the condition holds: each step lets a poll begin. */
  default void until(Callable<Boolean> condition) {
    world().until(STEP, condition);
  }

  default void untilTaken(String... texts) {
    until(() -> world().prompts().size() >= texts.length);
    onlyJobs(texts);
  }

  /** After three more polls there is still one job for each message. */
  default void onlyJobs(String... texts) {
    world().pollMore(STEP);
    assertThat(world().prompts())
        .hasSize(texts.length)
        .allMatch(prompt -> List.of(texts).stream().anyMatch(prompt::contains));
    for (String text : texts) {
      assertThat(world().prompts()).filteredOn(prompt -> prompt.contains(text)).hasSize(1);
    }
  }

  default SourceProcess start(String name) throws Exception {
    return start(name, parameters());
  }

  @Test
  default void makesOneJobOfAMessageThatComesTwice() throws Exception {
    try (SourceProcess one = start("one")) {
      put("a-fox");
      put("a-cat");
      untilTaken("a-fox", "a-cat");
      putAgain("a-fox");

      onlyJobs("a-fox", "a-cat");
      assertThat(one.faults().killed).isFalse();
    }
    assertThat(refused()).isEmpty();
  }

  @Test
  default void makesOneJobOfAMessageWhoseProcessDiedBeforeTheAcknowledgement() throws Exception {
    try (SourceProcess one = start("one")) {
      one.faults().killedAfterCommit = true;
      put("a-fox");
      until(() -> one.faults().killed);
      put("a-cat");
      one.kill();
    }

    try (SourceProcess again = start("again")) {
      untilTaken("a-fox", "a-cat");
      assertThat(again.faults().killed).isFalse();
    }
  }

  @Test
  default void takesTheMessagesBehindTwelvePoisonousOnesAndOneInTheMiddle() throws Exception {
    try (SourceProcess one = start("one")) {
      for (int i = 0; i < 12; i++) {
        putPoison(i);
      }
      put("a-fox");
      putPoison(12);
      put("a-cat");
      untilTaken("a-fox", "a-cat");
      until(() -> refused().size() == 13);

      assertThat(refused()).doesNotContainNull().noneMatch(String::isBlank);
      onlyJobs("a-fox", "a-cat");
      assertThat(refused()).hasSize(13);
      assertThat(one.faults().killed).isFalse();
    }
  }

  @Test
  default void takesEverythingOnceTheSystemIsBack() throws Exception {
    try (SourceProcess one = start("one")) {
      put("a-fox");
      untilTaken("a-fox");
      leave();
      if (reports()) {
        until(() -> world().source().failures() >= 2);
        assertThat(world().source().cause()).isNotBlank();
      }
      comeBack();
      put("a-cat");
      untilTaken("a-fox", "a-cat");
      if (reports()) {
        until(() -> world().source().failures() == 0);
        assertThat(one.polls()).filteredOn(line -> line.contains("is polled again")).hasSize(1);
      }
      assertThat(one.faults().killed).isFalse();
    }
  }

  /** Whether the source has a row in the ledger that says when it last polled. */
  default boolean reports() {
    return true;
  }

  @Test
  default void saysOnceThatTheCredentialIsWrong() throws Exception {
    Assumptions.assumeFalse(wrongCredential().isEmpty(), "The system has no credentials.");
    try (SourceProcess one = start("one", wrongCredential())) {
      until(() -> world().source() != null && world().source().failures() >= 3);

      assertThat(world().source().cause()).contains(refusedLogin());
      assertThat(one.polls()).filteredOn(line -> line.contains(refusedLogin())).hasSize(1);
      assertThat(one.faults().killed).isFalse();
    }
  }

  @Test
  default void takesNothingWhileTheFlowIsOffAndEverythingAfterwards() throws Exception {
    try (SourceProcess one = start("one")) {
      put("a-fox");
      untilTaken("a-fox");
      one.switchOff();
      put("a-cat");
      onlyJobs("a-fox");

      one.switchOn();
      untilTaken("a-fox", "a-cat");
    }
  }

  @Test
  default void dropsNothingWhileTheLedgerOrTheDiskIsExhausted() throws Exception {
    try (SourceProcess one = start("one")) {
      one.faults().ledgerDown = true;
      put("a-fox");
      putWithPicture("a-cat");
      putPoison(1);
      onlyJobs();
      world().store.down = true;
      one.faults().ledgerDown = false;
      until(() -> !world().prompts().isEmpty() || isFailing("connection refused"));
      world().store.down = false;

      untilTaken("a-fox", "a-cat");
      until(() -> refused().size() == 1);
    }
  }

  private boolean isFailing(String word) {
    return reports() && world().source().cause() != null && world().source().cause().contains(word);
  }

  @Test
  default void takesARefusedMessageAgainOnceHoweverOftenItIsOrderedOrItsProcessDies()
      throws Exception {
    Order order = new Order("ada", "the flow is corrected");
    try (SourceProcess one = start("one")) {
      // Documents with a field that no brief has are refused.
      one.probe().step(exchange -> exchange.getMessage().setBody(Map.of("promt", "a fox")));
      put("a-fox");
      until(() -> world().quarantined().size() == 1);
      onlyJobs();
      assertThat(world().refusals()).singleElement(STRING).contains("promt");

      // The flow is as wrong as before.
      assertThat(world().order(order)).isTrue();
      assertThat(world().order(order)).isFalse();
      until(() -> world().quarantined().get(0).state() == State.KEPT);
      assertThat(world().refusals()).hasSize(2);

      one.probe().reset();
      one.faults().killedAfterCommit = true;
      assertThat(world().order(order)).isTrue();
      until(() -> one.faults().killed);
      one.kill();
    }
    assertThat(world().quarantined().get(0).state()).isEqualTo(State.ORDERED);

    world().clock.forward(Duration.ofMinutes(5));
    try (SourceProcess again = start("again");
        SourceProcess other = start("other")) {
      until(() -> world().quarantined().get(0).state() == State.TAKEN);
      onlyJobs("a-fox");
      assertThat(world().order(order)).isFalse();
      assertThat(again.faults().killed || other.faults().killed).isFalse();
    }
    assertThat(setAside()).isEmpty();
    assertThat(world().quarantined().get(0).outcome()).startsWith("Taken again as job ");
    String refused = world().quarantined().get(0).message().refusal().jobId();
    assertThat(
            world()
                .jdbc()
                .queryForObject("select replay_of from job where state <> 'failed'", String.class))
        .isEqualTo(refused);
  }

  @Test
  default void makesOneJobOfEachMessageThatTwoReplicasSee() throws Exception {
    List<String> texts = new ArrayList<>();
    try (SourceProcess one = start("one");
        SourceProcess two = start("two")) {
      for (int i = 0; i < 30; i++) {
        texts.add("message-%02d".formatted(i));
        put(texts.get(i));
        forward();
      }
      untilTaken(texts.toArray(String[]::new));
      one.kill();
      put("the-last-one");
      texts.add("the-last-one");

      untilTaken(texts.toArray(String[]::new));
      assertThat(two.faults().killed).isFalse();
    }
  }
}
