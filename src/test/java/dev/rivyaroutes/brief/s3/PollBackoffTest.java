package dev.rivyaroutes.brief.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollBackoffTest {
  private final PollBackoff aside = new PollBackoff();

  @Test
  void restsForMoreLooksEachTimeAndAtMostForThirtyTwo() {
    assertThat(IntStream.range(0, 8).mapToObj(i -> aside.failed("a")))
        .containsExactly(1, 2, 4, 8, 16, 32, 32, 32);
  }

  @Test
  void restsForSoManyLooksHoweverLongTheyTake() {
    aside.nextLook();
    aside.failed("a");
    assertThat(aside.rests("a")).isTrue();
    assertThat(aside.rests("b")).isFalse();
    aside.nextLook();
    assertThat(aside.rests("a")).isTrue();
    aside.nextLook();
    assertThat(aside.rests("a")).isFalse();
    assertThat(aside.failed("a")).isEqualTo(2);
  }

  @Test
  void startsAnewOnceForgotten() {
    aside.failed("a");
    aside.forget("a");
    assertThat(aside.rests("a")).isFalse();
    assertThat(aside.failed("a")).isEqualTo(1);
  }

  @Test
  void forgetsTheOldestBeyondItsSize() {
    IntStream.rangeClosed(0, 100_000).forEach(i -> aside.failed("a" + i));
    assertThat(aside.rests("a0")).isFalse();
    assertThat(aside.rests("a1")).isTrue();
  }
}
