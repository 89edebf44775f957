package dev.rivyaroutes.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.Ulid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusLinksTest {
  private static final String PUBLIC = "https://routes.example.com/";
  private static final String PAGES = "https://routes.example.com/status/";
  private static final Instant ARRIVAL = Instant.parse("2026-11-27T12:00:00Z");
  private static final String JOB = Ulid.min(ARRIVAL.toEpochMilli()).toString();

  private final StatusLinks links = links(1, Duration.ofDays(30));

  private static StatusLinks links(int key, Duration lifetime) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) key;
    return StatusLinks.of(PUBLIC, bytes, lifetime);
  }

  private static String token(StatusLinks links) {
    return links.of(JOB).orElseThrow().substring(PAGES.length());
  }

  @Test
  void leadToTheirJobUntilTheyEnd() {
    String token = token(links);

    assertThat(links.of(JOB).orElseThrow()).startsWith(PAGES);
    assertThat(links.job(token, ARRIVAL)).contains(JOB);
    assertThat(links.job(token, ARRIVAL.plus(Duration.ofDays(30)).minusSeconds(1))).contains(JOB);
    assertThat(links.job(token, ARRIVAL.plus(Duration.ofDays(30)))).isEmpty();
  }

  @Test
  void areTheSameOnEachReplicaAndAtEachAttempt() {
    assertThat(links(1, Duration.ofDays(30)).of(JOB)).isEqualTo(links.of(JOB));
  }

  @Test
  void areGenuineAsAWholeOnly() {
    String token = token(links);

    assertThat(IntStream.range(0, token.length()).mapToObj(i -> altered(token, i)))
        .allSatisfy(wrong -> assertThat(links.job(wrong, ARRIVAL)).as(wrong).isEmpty());
    for (String wrong :
        List.of(
            "", JOB, token + "A", token + "=", " " + token, token.toLowerCase(), token + "\n")) {
      assertThat(links.job(wrong, ARRIVAL)).as(wrong).isEmpty();
    }
  }

  /** With another character at a place, which has other bits than the last two of a signature. */
  private static String altered(String token, int at) {
    char other = token.charAt(at) == '8' ? '4' : '8';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  @Test
  void areOfNoUseElsewhere() {
    assertThat(links(2, Duration.ofDays(30)).job(token(links), ARRIVAL)).isEmpty();
    assertThat(StatusLinks.OFF.job(token(links), ARRIVAL)).isEmpty();
  }

  @Test
  void areOffWithoutAKeyALifetimeOrAPublicAddress() {
    Duration day = Duration.ofDays(1);
    assertThat(StatusLinks.of(PUBLIC, null, day).of(JOB)).isEmpty();
    assertThat(StatusLinks.of(PUBLIC, new byte[32], Duration.ZERO).of(JOB)).isEmpty();
    for (String address : List.of("", "http://localhost:8080", "http://127.0.0.1", "://", "x y")) {
      assertThat(StatusLinks.of(address, new byte[32], day).of(JOB)).as(address).isEmpty();
    }
  }
}
