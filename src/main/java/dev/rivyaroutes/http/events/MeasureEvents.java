package dev.rivyaroutes.http.events;

import dev.rivyaroutes.ledger.events.NewEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Counts the events that arrive, by what became of them, and how late they are. */
@Component
final class MeasureEvents {

  private static final Duration[] BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
    Duration.ofHours(1),
    Duration.ofHours(6)
  };

  private final MeterRegistry meters;
  private final Clock clock;

  MeasureEvents(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  void committed(NewEvent event, boolean isNew) {
    count(event.account(), isNew ? "new" : "repeated");
    if (isNew && event.createdAt() != null) {
      Duration lag = Duration.between(event.createdAt(), clock.instant());
      Timer.builder("rivya.webhooks.lag")
          .description("The time from the creation of an event at Rivya until it is committed")
          .tag("account", event.account())
          .serviceLevelObjectives(BUCKETS)
          .register(meters)
          .record(lag.isNegative() ? Duration.ZERO : lag);
    }
  }

  /** An event that was refused: strangers can send to any name, so an unknown one is no label. */
  void refused(String account, String verdict) {
    count(account, verdict);
  }

  private void count(String account, String verdict) {
    Counter.builder("rivya.webhooks")
        .description("Events that arrived, by what became of them")
        .tag("account", account)
        .tag("verdict", verdict)
        .register(meters)
        .increment();
  }
}
