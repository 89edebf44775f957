package dev.rivyaroutes.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T20:05:06.123456789Z,2026-11-27T20:05:06.123456Z",
    "1970-01-01T00:00:00Z,1970-01-01T00:00:00.000000Z",
    "1969-12-31T23:59:59.999999Z,1969-12-31T23:59:59.999999Z",
    "0000-01-01T00:00:00Z,0000-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999Z,9999-12-31T23:59:59.999000Z",
  })
  void hasOneWidth(Instant instant, String text) {
    assertThat(SqliteTime.text(instant)).isEqualTo(text);
  }

  @Test
  void readsWhatItWrote() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 200_000_000_000L));
      Instant micros = instant.plus(random.nextInt(1_000_000), ChronoUnit.MICROS);

      assertThat(SqliteTime.instant(SqliteTime.text(micros))).isEqualTo(micros);
    }
  }

  @Test
  void readsOtherFormsOfAnInstant() {
    assertThat(SqliteTime.instant("2026-11-27T20:05:06Z"))
        .isEqualTo(Instant.parse("2026-11-27T20:05:06Z"));
    assertThatThrownBy(() -> SqliteTime.instant("2026-11-27T20:05:06.12345xZ"))
        .isInstanceOf(DateTimeParseException.class);
  }
}
