package dev.rivyaroutes.brief.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTimesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private static List<String> between(String cron, String from, String until) {
    ScheduleTimes times = ScheduleTimes.of(cron, "Europe/Berlin", NOW);
    return times.between(Instant.parse(from), Instant.parse(until)).stream()
        .map(times::text)
        .toList();
  }

  @Test
  void movesALocalTimeThatTheClocksSkip() {
    assertThat(between("30 2 * * *", "2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z"))
        .containsExactly(
            "2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00");
    assertThat(between("0 2,3 * * *", "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"))
        .containsExactly("2026-03-29T03:00+02:00");
  }

  @Test
  void takesALocalTimeThatOccursTwiceOnce() {
    assertThat(between("30 2 * * *", "2026-10-23T12:00:00Z", "2026-10-26T12:00:00Z"))
        .containsExactly(
            "2026-10-24T02:30+02:00", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    assertThat(between("0 0 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z"))
        .containsExactly("2026-10-25T02:00+02:00");
    assertThat(between("30 2 * * *", "2026-10-25T00:45:00Z", "2026-10-25T12:00:00Z")).isEmpty();
    assertThat(between("0 3 * * *", "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z"))
        .containsExactly("2026-10-25T03:00+01:00");
  }

  @Test
  void hasEveryHourOfSuchADay() {
    assertThat(between("0 * * * *", "2026-10-24T21:59:00Z", "2026-10-25T02:30:00Z"))
        .containsExactly(
            "2026-10-25T00:00+02:00",
            "2026-10-25T01:00+02:00",
            "2026-10-25T02:00+02:00",
            "2026-10-25T02:00+01:00",
            "2026-10-25T03:00+01:00");
    assertThat(between("@hourly", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"))
        .containsExactly("2026-03-29T03:00+02:00");
  }

  @Test
  void findsTheLatestTimeOfALongSpan() {
    ScheduleTimes seconds = ScheduleTimes.of("* * * * * *", "UTC", NOW);
    ScheduleTimes yearly = ScheduleTimes.of("0 0 0 29 2 *", "UTC", NOW);
    Instant old = Instant.parse("2001-01-01T00:00:00Z");

    assertThat(seconds.latest(old, NOW)).contains(NOW);
    assertThat(yearly.latest(old, NOW)).contains(Instant.parse("2024-02-29T00:00:00Z"));
    assertThat(yearly.latest(Instant.parse("2024-02-29T00:00:00Z"), NOW)).isEmpty();
  }

  @Test
  void saysWhatIsWrong() {
    Stream.of("30 7 * *", "61 7 * * *", "every day", "", "30 7 * * MONDAYS")
        .forEach(
            cron ->
                assertThatThrownBy(() -> ScheduleTimes.of(cron, "UTC", NOW))
                    .as(cron)
                    .hasMessageContaining("cron: " + cron)
                    .hasMessageContaining("Write five fields"));
    assertThatThrownBy(() -> ScheduleTimes.of("0 0 30 2 *", "UTC", NOW))
        .hasMessageContaining("never comes");
    assertThatThrownBy(() -> ScheduleTimes.of("@daily", "Berlin", NOW))
        .hasMessageContaining("time-zone: Berlin")
        .hasMessageContaining("Europe/Berlin");
  }
}
