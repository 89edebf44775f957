package dev.rivyaroutes.http.events;

import dev.rivyaroutes.ledger.events.NewEvent;
import dev.rivyaroutes.webhook.Webhooks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  static final String BAD_SIGNATURE = "bad-signature";
  static final String NO_SECRET = "no-secret";
  static final String NO_EVENT = "no-event";
  static final String TOO_LARGE = "too-large";

  /** Their counters exist before the first, so that its increase is seen. */
  private static final List<String> REFUSALS =
      List.of(BAD_SIGNATURE, NO_SECRET, NO_EVENT, TOO_LARGE);

  private final MeterRegistry meters;
  private final Clock clock;

  MeasureEvents(MeterRegistry meters, Clock clock, Webhooks webhooks) {
    this.meters = meters;
    this.clock = clock;
    for (String account : webhooks.accounts()) {
      REFUSALS.forEach(verdict -> counter(account, verdict));
    }
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
          .record(Math.max(0, TimeUnit.NANOSECONDS.convert(lag)), TimeUnit.NANOSECONDS);
    }
  }

  /** An event that was refused: strangers can send to any name, so an unknown one is no label. */
  void refused(String account, String verdict) {
    count(account, verdict);
  }

  private void count(String account, String verdict) {
    counter(account, verdict).increment();
  }

  private Counter counter(String account, String verdict) {
    return Counter.builder("rivya.webhooks")
        .description("Events that arrived, by what became of them")
        .tag("account", account)
        .tag("verdict", verdict)
        .register(meters);
  }
}
