package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.Require;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** The exponential backoff of failed calls, with jitter and without a last attempt. */
@Component
public class Backoff {

  private static final double JITTER = 0.2;

  private final Settings settings;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();

  Backoff(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The delays between failed calls.
   *
   * @param first The wait before a failed call to Rivya is retried. Each further wait is twice as
   *     long.
   * @param longest The longest wait before a failed call to Rivya is retried.
   * @param references The attempts to fetch a reference from its address before its job fails.
   *     Nothing is sent to Rivya and no credits are spent before.
   */
  @ConfigurationProperties("rivya.retry")
  public record Settings(
      @DefaultValue("2s") Duration first,
      @DefaultValue("5m") Duration longest,
      @DefaultValue("10") int references) {

    public Settings {
      Require.atLeast("rivya.retry.first", first, "10ms");
      Require.that(
          longest.compareTo(first) >= 0,
          "rivya.retry.longest is shorter than rivya.retry.first; it must be at least as long.");
      Require.atLeast("rivya.retry.references", references, 1);
    }
  }

  /** The time of the next attempt after so many; not before the time that Rivya asked for. */
  public Instant after(int attempts, Duration retryAfter) {
    Duration wait = settings.first().multipliedBy(1L << Math.min(attempts, 20));
    Duration bounded = wait.compareTo(settings.longest()) > 0 ? settings.longest() : wait;
    Instant at = clock.instant().plus(jittered(bounded));
    return retryAfter == null ? at : later(at, atOrAfter(clock.instant().plus(retryAfter)));
  }

  public Instant atOrAfter(Instant time) {
    return time.plusMillis(random.nextLong(settings.first().toMillis()));
  }

  Duration shortest() {
    return jittered(settings.first().dividedBy(2));
  }

  private Duration jittered(Duration wait) {
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
