package dev.rivyaroutes.brief.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollBackoffTest {
  private final PollBackoff backoff = new PollBackoff();

  @Test
  void backsOffForMorePollsEachTimeAndAtMostForThirtyTwo() {
    assertThat(IntStream.range(0, 8).mapToObj(i -> backoff.backOff("a")))
        .containsExactly(1, 2, 4, 8, 16, 32, 32, 32);
  }

  @Test
  void backsOffForSoManyPollsHoweverLongTheyTake() {
    backoff.nextPoll();
    backoff.backOff("a");
    assertThat(backoff.isBackingOff("a")).isTrue();
    assertThat(backoff.isBackingOff("b")).isFalse();
    backoff.nextPoll();
    assertThat(backoff.isBackingOff("a")).isTrue();
    backoff.nextPoll();
    assertThat(backoff.isBackingOff("a")).isFalse();
    assertThat(backoff.backOff("a")).isEqualTo(2);
  }

  @Test
  void startsAgainOnceForgotten() {
    backoff.backOff("a");
    backoff.forget("a");
    assertThat(backoff.isBackingOff("a")).isFalse();
    assertThat(backoff.backOff("a")).isEqualTo(1);
  }

  @Test
  void forgetsTheOldestBeyondItsSize() {
    IntStream.rangeClosed(0, 100_000).forEach(i -> backoff.backOff("a" + i));
    assertThat(backoff.isBackingOff("a0")).isFalse();
    assertThat(backoff.isBackingOff("a1")).isTrue();
  }
}
