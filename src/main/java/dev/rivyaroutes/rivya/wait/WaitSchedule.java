package dev.rivyaroutes.rivya.wait;

import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When to look at a task, with jitter. Source: the polling advice of the "Generation status" page.
 */
public final class WaitSchedule {

  private final WaitProperties properties;
  private final ModelCatalogue models;
  private final EventReliability events;
  private final Clock clock;
  private final RandomGenerator random;

  public WaitSchedule(
      WaitProperties properties,
      ModelCatalogue models,
      EventReliability events,
      Clock clock,
      RandomGenerator random) {
    this.properties = properties;
    this.models = models;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  /** The first look at a task that was created now. */
  public Instant first(Job job) {
    if (events.isReliable(job.account())) {
      return withEvents();
    }
    long first = properties.first().toMillis();
    return clock.instant().plusMillis(first + random.nextLong(first / 2 + 1));
  }

  /** The next look at a task that is still worked on. */
  public Instant next(Job job) {
    if (events.isReliable(job.account()) && job.eventAt() == null) {
      return withEvents();
    }
    boolean image = models.category(job.account(), job.model()).map("image"::equals).orElse(true);
    Range range = image ? properties.ordinary() : properties.slow();
    return clock.instant().plus(range.any(random));
  }

  private Instant withEvents() {
    return clock.instant().plus(properties.eventful().any(random));
  }

  /** Whether Rivya has worked on it for longer than is usual. */
  public boolean isLate(Job job) {
    return job.submittedAt() != null
        && job.submittedAt().plus(properties.deadline()).isBefore(clock.instant());
  }

  /** The next look at a task that is late. */
  public Instant nextLate() {
    return clock.instant().plus(properties.late());
  }

  public Duration deadline() {
    return properties.deadline();
  }
}
