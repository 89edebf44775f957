package dev.rivyaroutes.rivya.wait;

import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** When a task is polled, with jitter. Source: the "Generation status" page of Rivya. */
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

  /** The first poll of a task that was created now. */
  public Instant first(Job job) {
    if (events.isReliable(job.account())) {
      return withEvents();
    }
    long first = properties.first().toMillis();
    return clock.instant().plusMillis(first + random.nextLong(first / 2 + 1));
  }

  /** The next poll of a running task. */
  public Instant next(Job job) {
    if (events.isReliable(job.account()) && job.eventAt() == null) {
      return withEvents();
    }
    boolean image = models.category(job.account(), job.model()).map("image"::equals).orElse(true);
    Range range = image ? properties.ordinary() : properties.slow();
    return clock.instant().plus(range.random(random));
  }

  private Instant withEvents() {
    return clock.instant().plus(properties.eventful().random(random));
  }

  /** Whether a task has been running for longer than the deadline. */
  public boolean isLate(Job job) {
    return job.submittedAt() != null
        && job.submittedAt().plus(properties.deadline()).isBefore(clock.instant());
  }

  public Instant nextLate() {
    return clock.instant().plus(properties.late());
  }

  public Duration deadline() {
    return properties.deadline();
  }
}
