package dev.rivyaroutes.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private final RetryAfter wait =
      new RetryAfter(new SettableClock(Instant.parse("2026-05-11T00:00:00Z")), Duration.ofHours(1));

  @ParameterizedTest
  @CsvSource({
    "30, 30",
    "' 30 ', 30",
    "0, 0",
    "'Mon, 11 May 2026 00:01:00 GMT', 60",
    "'Sun, 10 May 2026 00:01:00 GMT', 0",
    "-5, 0",
    "-9223372036854775808, 0",
    "9223372036854775807, 3600",
    "999999, 3600",
  })
  void readsRetryAfterInBothForms(String header, long seconds) {
    assertThat(wait.of(503, Map.of("Retry-After", header))).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "RateLimit-Reset, 30",
    "X-RateLimit-Reset, 30",
    "X-RateLimit-Reset, 1778457630",
    "RateLimit, '\"minute\";r=0;t=30'",
  })
  void readsTheResetOfARateLimitWhereThereIsNoRetryAfter(String name, String value) {
    assertThat(wait.of(429, Map.of(name, value))).isEqualTo(Duration.ofSeconds(30));
    assertThat(wait.of(429, Map.of(name, value, "Retry-After", "5")))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(wait.of(500, Map.of(name, value))).as("no refusal for too many calls").isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "", "99999999999999999999", "Mon, 99 May 2026 00:01:00 GMT"})
  void passesOverWhatNobodyUnderstands(String value) {
    assertThat(wait.of(429, Map.of("Retry-After", value, "RateLimit", value))).isNull();
  }

  @Test
  void asksForNothingWithoutAHeader() {
    assertThat(wait.of(429, Map.of())).isNull();
  }
}
