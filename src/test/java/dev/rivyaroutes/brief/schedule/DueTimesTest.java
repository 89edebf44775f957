package dev.rivyaroutes.brief.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueTimesTest {

  private static DueTimes due(String cron, String after, String now) {
    return DueTimes.of(ScheduleTimes.of(cron, "UTC", Instant.EPOCH), at(after), at(now));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-27T" + time + "Z");
  }

  @Test
  void takesEachTimeOfARunningSchedule() {
    assertThat(due("* * * * * *", "07:00:00", "07:00:03"))
        .isEqualTo(new DueTimes(List.of(at("07:00:01"), at("07:00:02"), at("07:00:03")), null));
    assertThat(due("0 7 * * *", "06:59:59.7", "07:00:00.2"))
        .isEqualTo(new DueTimes(List.of(at("07:00:00")), null));
    assertThat(due("0 7 * * *", "07:00:00", "07:01:00")).isEqualTo(new DueTimes(List.of(), null));
  }

  @Test
  void takesTheTimeOfARestartAndCountsTheOthersAsMissed() {
    assertThat(due("0 * * * *", "04:30:00", "07:04:00"))
        .isEqualTo(new DueTimes(List.of(at("07:00:00")), at("06:00:00")));
    assertThat(due("0 * * * *", "04:30:00", "07:06:00"))
        .isEqualTo(new DueTimes(List.of(), at("07:00:00")));
    assertThat(due("0 * * * *", "04:30:00", "07:00:05"))
        .isEqualTo(new DueTimes(List.of(at("07:00:00")), at("06:00:00")));
  }

  @Test
  void hasNothingAfterTheClockWasSetBack() {
    assertThat(due("0 * * * *", "09:30:00", "07:00:01")).isEqualTo(new DueTimes(List.of(), null));
  }
}
