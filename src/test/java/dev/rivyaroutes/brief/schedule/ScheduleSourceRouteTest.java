package dev.rivyaroutes.brief.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import dev.rivyaroutes.testing.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Configuration;

/** The shipped schedule-source over a real ledger, with a clock that the test moves. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScheduleSourceRouteTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Map<String, String> AT_SEVEN =
      Map.of("cron", "0 7 * * *", "time-zone", "Europe/Berlin");

  private final SourceWorld world = new SourceWorld();

  @Configuration
  static class Nothing {}

  @BeforeEach
  void begin() {
    at("2026-11-27T05:00:00Z");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void at(String time) {
    world.clock.forward(Duration.between(world.clock.instant(), Instant.parse(time)));
  }

  private SourceProcess start(String name, Map<String, String> parameters) throws Exception {
    SourceProcess process = process(name);
    process.start("schedule-source", parameters);
    until(() -> world.source() != null && world.source().polledAt() != null);
    return process;
  }

  private SourceProcess process(String name) {
    SourceProcess process = new SourceProcess(name, world, Nothing.class, Map.of());
    process
        .probe()
        .step(
            exchange ->
                exchange.setVariable(
                    "prompt", "For " + exchange.getVariable("scheduledAt", String.class)));
    return process;
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(LIMIT).until(condition);
  }

  private void untilTaken(String... prompts) {
    until(() -> world.prompts().size() >= prompts.length);
    settle();
    assertThat(world.prompts()).containsExactly(prompts);
  }

  /** Long enough for several polls. */
  private static void settle() {
    await().during(Duration.ofMillis(200)).until(() -> true);
  }

  @Test
  void makesOneBriefAtEachTimeAndNoneBefore() throws Exception {
    try (SourceProcess one = start("one", AT_SEVEN)) {
      at("2026-11-27T05:59:59Z");
      settle();
      assertThat(world.prompts()).isEmpty();

      at("2026-11-27T06:00:00.3Z");
      untilTaken("For 2026-11-27T07:00+01:00");
      at("2026-11-28T06:00:01Z");
      untilTaken("For 2026-11-27T07:00+01:00", "For 2026-11-28T07:00+01:00");
      assertThat(one.polls()).isEmpty();
    }
    assertThat(world.jdbc().queryForList("select source_name from job order by id", String.class))
        .containsExactly("2026-11-27T07:00+01:00", "2026-11-28T07:00+01:00");
  }

  @Test
  void makesOneBriefForAllTimesThatWereMissed() throws Exception {
    start("one", AT_SEVEN).kill();
    at("2026-12-01T17:00:00Z");
    try (SourceProcess again = start("again", AT_SEVEN)) {
      untilTaken("For 2026-12-01T07:00+01:00");
      again.switchOff();
      at("2026-12-04T17:00:00Z");
      settle();
      again.switchOn();
      untilTaken("For 2026-12-01T07:00+01:00", "For 2026-12-04T07:00+01:00");
    }
  }

  @Test
  void skipsTheTimesThatWereMissed() throws Exception {
    Map<String, String> skip =
        Map.of("cron", "0 7 * * *", "time-zone", "Europe/Berlin", "missed", "skip");
    start("one", skip).kill();
    at("2026-12-01T17:00:00Z");
    try (SourceProcess again = process("again");
        LogLines log = LogLines.of(ScheduleSource.class)) {
      again.start("schedule-source", skip);
      until(() -> !log.all().isEmpty());
      assertThat(log.all())
          .containsExactly(
              "INFO Source contract-flow: times of the schedule until 2026-12-01T07:00+01:00 were"
                  + " missed and are skipped.");
      at("2026-12-02T06:00:30Z");
      untilTaken("For 2026-12-02T07:00+01:00");
    }
  }

  @Test
  void makesOneBriefWhoseProcessDiedBeforeItsPositionWasRecorded() throws Exception {
    try (SourceProcess one = start("one", AT_SEVEN)) {
      one.faults().killedAfterCommit = true;
      at("2026-11-27T06:00:00Z");
      until(() -> !world.prompts().isEmpty());
      one.kill();
    }
    at("2026-11-27T06:02:00Z");
    try (SourceProcess again = start("again", AT_SEVEN)) {
      at("2026-11-28T06:00:00Z");
      untilTaken("For 2026-11-27T07:00+01:00", "For 2026-11-28T07:00+01:00");
      assertThat(again.polls()).isEmpty();
    }
  }

  @Test
  void makesOneBriefOverTwoReplicasAndGoesOnWithOneOfThem() throws Exception {
    Map<String, String> often = Map.of("cron", "*/10 * * * * *");
    try (SourceProcess one = start("one", often);
        SourceProcess two = process("two")) {
      two.start("schedule-source", often);
      for (int i = 1; i <= 6; i++) {
        at("2026-11-27T05:00:%02dZ".formatted(i * 9));
        int briefs = i * 9 / 10;
        until(() -> world.prompts().size() == briefs);
      }
      one.kill();
      at("2026-11-27T05:02:00Z");
      until(() -> world.prompts().contains("For 2026-11-27T05:02Z"));

      settle();
      assertThat(world.prompts()).doesNotHaveDuplicates().hasSize(7);
    }
  }

  @Test
  void keepsATimeWhoseBriefTheLedgerCouldNotTake() throws Exception {
    Map<String, String> skip = Map.of("cron", "0 7 * * *", "missed", "skip");
    try (SourceProcess one = start("one", skip)) {
      one.faults().ledgerDown = true;
      at("2026-11-27T07:00:00Z");
      until(() -> world.source().failures() == 1);
      for (int minute = 2; minute < 20; minute += 3) {
        at("2026-11-27T07:%02d:00Z".formatted(minute));
        settle();
      }
      one.faults().ledgerDown = false;
      at("2026-11-27T07:40:00Z");

      untilTaken("For 2026-11-27T07:00Z");
    }
  }

  @Test
  void refusesATimeWithoutAPromptAndTakesItAgainOnOrder() throws Exception {
    try (SourceProcess one = start("one", AT_SEVEN)) {
      one.probe().step(exchange -> exchange.removeVariable("prompt"));
      at("2026-11-27T06:00:00Z");
      until(() -> world.quarantined().size() == 1);
      assertThat(world.quarantined().get(0).message().refusal().reason())
          .contains(
              "The brief has no prompt. Give it one, or set the variable prompt in the flow.");
      assertThat(world.prompts()).isEmpty();

      one.probe()
          .step(
              exchange ->
                  exchange.setVariable(
                      "prompt", "Now " + exchange.getVariable("scheduledAt", String.class)));
      world.ledger().replays.order(world.quarantined().get(0), new Order("ada", null));
      at("2026-11-27T06:05:00Z");
      until(() -> world.quarantined().get(0).state() == State.TAKEN);
      assertThat(world.prompts()).isEqualTo(List.of("Now 2026-11-27T07:00+01:00"));
    }
  }

  @Test
  void takesEveryCharacterOfACronExpression() throws Exception {
    try (SourceProcess one =
        start("one", Map.of("cron", "0 */5,7-8 6 ? JAN-DEC MON#1,FRI", "time-zone", "UTC"))) {
      assertThat(world.source().route().address()).isEqualTo("0 */5,7-8 6 ? JAN-DEC MON#1,FRI UTC");
      at("2026-11-27T06:07:01Z");
      until(() -> world.prompts().contains("For 2026-11-27T06:07Z"));
    }
  }

  @Test
  void stopsTheStartWithTheRemedy() {
    try (SourceProcess one = process("one")) {
      assertThatThrownBy(() -> one.start("schedule-source", Map.of("cron", "at seven")))
          .rootCause()
          .hasMessageContaining("schedule-source has cron: at seven, which is not valid");
      assertThatThrownBy(
              () -> one.start("schedule-source", Map.of("cron", "@daily", "missed", "all")))
          .rootCause()
          .hasMessageContaining("missed: all; it must be once or skip");
    }
  }
}
