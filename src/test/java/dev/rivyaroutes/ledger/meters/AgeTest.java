package dev.rivyaroutes.ledger.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Times of others may be in any year, so their differences may have no room in nanoseconds. */
class AgeTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  @Test
  void measuresAgesOfAnyYear() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    assertThat(Age.seconds(null, clock)).isZero();
    assertThat(Age.seconds(NOW.minusMillis(1_500), clock)).isEqualTo(1.5);
    assertThat(Age.seconds(Instant.MAX, clock)).isZero();
    assertThat(Age.seconds(Instant.MIN, clock)).isGreaterThan(3e16);
  }

  @Test
  void recordsDelaysOfAnyLength() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    LedgerMeters meters = new LedgerMeters(registry);
    meters.submitted("photos", Duration.between(Instant.MIN, NOW));
    meters.submitted("photos", Duration.between(Instant.MAX, NOW));
    assertThat(registry.get("rivya.jobs.submit.delay").timer().count()).isEqualTo(2);
  }
}
