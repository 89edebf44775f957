package dev.rivyaroutes.rivya.wait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import dev.rivyaroutes.testing.AJob;
import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitScheduleTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final EventReliability events = new EventReliability();
  private final WaitSchedule schedule =
      new WaitSchedule(
          new WaitProperties(
              Duration.ofSeconds(2),
              "5s..10s",
              "15s..30s",
              "1m..2m",
              Duration.ofHours(1),
              Duration.ofMinutes(10)),
          new ModelCatalogue(),
          events,
          new SettableClock(NOW),
          RandomGenerator.of("L64X128MixRandom"));

  private static Job job(String account, Instant eventAt) {
    return AJob.of("id", account, NOW, eventAt);
  }

  private void finished(String history) {
    history.chars().forEach(c -> events.recordFinished("shop", c == '1'));
  }

  @Test
  void pollsAfterSecondsWhereNoEventsAreKnownToArrive() {
    assertThat(schedule.first(job("shop", null))).isBetween(NOW.plusSeconds(2), NOW.plusSeconds(3));
    assertThat(schedule.next(job("shop", null))).isBetween(NOW.plusSeconds(5), NOW.plusSeconds(10));
  }

  @Test
  void pollsSeldomWhileEventsArriveForTheAccount() {
    finished("1111");
    assertThat(schedule.first(job("shop", null)))
        .isBetween(NOW.plusSeconds(60), NOW.plusSeconds(120));
    assertThat(schedule.next(job("shop", null)))
        .isBetween(NOW.plusSeconds(60), NOW.plusSeconds(120));
    assertThat(schedule.next(job("other", null))).isBefore(NOW.plusSeconds(11));
  }

  @Test
  void pollsSoonAgainAfterAnEventOfATaskThatHasNotEnded() {
    finished("11111");
    assertThat(schedule.next(job("shop", NOW))).isBefore(NOW.plusSeconds(11));
  }

  @ParameterizedTest
  @CsvSource({
    "111, false",
    "1111, true",
    "11111, true",
    "111110, true",
    "1111100, false",
    "11111001, false",
    "11111001111, true",
    "0101010101, false",
  })
  void decidesByTheLastFiveTasks(String history, boolean known) {
    finished(history);
    assertThat(events.isReliable("shop")).isEqualTo(known);
  }
}
