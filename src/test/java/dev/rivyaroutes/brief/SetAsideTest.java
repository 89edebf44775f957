package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SetAsideTest {
  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final SetAside aside = new SetAside(clock);

  @Test
  void restsLongerEachTimeAndAnHourAtMost() {
    assertThat(IntStream.range(0, 10).mapToObj(i -> aside.failed("a").toSeconds()))
        .containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L, 3600L);
  }

  @Test
  void restsUntilItsTime() {
    aside.failed("a");
    assertThat(aside.rests("a")).isTrue();
    assertThat(aside.rests("b")).isFalse();
    clock.forward(Duration.ofSeconds(30));
    assertThat(aside.rests("a")).isFalse();
    assertThat(aside.failed("a")).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void startsAnewOnceForgotten() {
    aside.failed("a");
    aside.forget("a");
    assertThat(aside.rests("a")).isFalse();
    assertThat(aside.failed("a")).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void forgetsTheOldestBeyondItsSize() {
    IntStream.rangeClosed(0, 10_000).forEach(i -> aside.failed("a" + i));
    assertThat(aside.rests("a0")).isFalse();
    assertThat(aside.rests("a1")).isTrue();
  }
}
