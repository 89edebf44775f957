package dev.rivyaroutes.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.http.server.WatchedConnection.Facts;
import dev.rivyaroutes.http.server.WatchedConnection.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class WatchedConnectionTest {
  private static final HttpProperties LIMITS =
      new HttpProperties(
          DataSize.ofKilobytes(1),
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          32,
          DataSize.ofMegabytes(64),
          100,
          4000,
          1000);

  private final WatchedConnection watched = new WatchedConnection(LIMITS);
  private Instant now = Instant.parse("2026-11-27T10:00:00Z");
  private long in;
  private long out;

  /** The first verdict that is not fine, and after how many seconds it comes. */
  private String afterSeconds(int most, long inEach, long outEach, boolean waits, boolean writes) {
    for (int second = 0; second <= most; second++) {
      Verdict verdict = watched.check(now, new Facts(in, out, waits, writes));
      if (verdict != Verdict.FINE) {
        return verdict + " after " + second;
      }
      in += inEach;
      out += outEach;
      now = now.plusSeconds(1);
    }
    return "FINE";
  }

  @Test
  void endsHeadersThatDoNotEnd() {
    in = 1;
    assertThat(afterSeconds(60, 1, 0, true, false)).isEqualTo("SLOW_HEAD after 10");
  }

  @Test
  void leavesIdleConnectionsToTheServer() {
    assertThat(afterSeconds(600, 0, 0, true, false)).isEqualTo("FINE");
    in = 500;
    watched.callBegins(now);
    watched.callEnds(in);
    assertThat(afterSeconds(600, 0, 0, true, false)).isEqualTo("FINE");
    in++;
    assertThat(afterSeconds(600, 0, 0, true, false)).isEqualTo("SLOW_HEAD after 10");
  }

  @Test
  void endsBodiesBelowTheLeastRate() {
    watched.callBegins(now);

    assertThat(afterSeconds(60, 1023, 0, true, false)).isEqualTo("SLOW_BODY after 10");
  }

  @Test
  void endsABodyThatBeganFastAndGoesOnSlowly() {
    watched.callBegins(now);
    assertThat(afterSeconds(20, 1_000_000, 0, true, false)).isEqualTo("FINE");

    assertThat(afterSeconds(60, 1, 0, true, false)).startsWith("SLOW_BODY");
  }

  @Test
  void endsEveryBodyAfterItsWholeTime() {
    watched.callBegins(now);

    assertThat(afterSeconds(3600, 1024, 0, true, false)).isEqualTo("SLOW_BODY after 601");
  }

  @Test
  void leavesCallsAloneWhileTheProgramIsAtWork() {
    watched.callBegins(now);

    assertThat(afterSeconds(3600, 0, 0, false, false)).isEqualTo("FINE");
  }

  @Test
  void endsAnswersThatNobodyReads() {
    watched.callBegins(now);

    assertThat(afterSeconds(60, 0, 0, false, true)).isEqualTo("SLOW_READER after 30");
    assertThat(afterSeconds(60, 0, 1000, false, true)).startsWith("SLOW_READER");
  }

  @Test
  void leavesAnswersAloneThatAreRead() {
    watched.callBegins(now);

    assertThat(afterSeconds(3600, 0, 1100, false, true)).isEqualTo("FINE");
  }
}
