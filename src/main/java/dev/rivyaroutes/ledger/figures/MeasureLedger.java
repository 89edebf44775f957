package dev.rivyaroutes.ledger.figures;

import dev.rivyaroutes.ledger.credits.FindCredits;
import dev.rivyaroutes.ledger.figures.Figures.AccountKey;
import dev.rivyaroutes.ledger.figures.Figures.Credits;
import dev.rivyaroutes.ledger.figures.Figures.JobKey;
import dev.rivyaroutes.ledger.figures.Figures.Key;
import dev.rivyaroutes.ledger.figures.Figures.Rows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.meters.Age;
import dev.rivyaroutes.ledger.outbox.Sinks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The metrics of the ledger's figures. Those of the declared flows exist from the start; others
 * appear with their first row, and stay. While the ledger is unavailable they are unknown (NaN).
 */
@Component
final class MeasureLedger {

  private record Meter(String name, Key key) {}

  private final RecentFigures recent;
  private final FindCredits credits;
  private final Sinks sinks;
  private final Clock clock;
  private final ObjectProvider<MeterRegistry> registry;
  private final Set<Meter> registered = ConcurrentHashMap.newKeySet();

  MeasureLedger(
      RecentFigures recent,
      FindCredits credits,
      Sinks sinks,
      Clock clock,
      ObjectProvider<MeterRegistry> registry) {
    this.recent = recent;
    this.credits = credits;
    this.sinks = sinks;
    this.clock = clock;
    this.registry = registry;
  }

  /** All flows are declared by now. */
  @EventListener(ApplicationReadyEvent.class)
  void start() {
    MeterRegistry meters = registry.getIfAvailable();
    if (meters == null) {
      return;
    }
    Gauge.builder("rivya.ledger.available", () -> read(meters).isPresent() ? 1 : 0)
        .description("1 if the figures of the ledger could be read, 0 if not")
        .register(meters);
    for (String flow : sinks.flows()) {
      for (JobState state : JobState.values()) {
        if (state != JobState.DONE) {
          measureJobs(meters, new JobKey(flow, state.column()));
        }
      }
    }
    credits.names().forEach(account -> measureAccount(meters, new AccountKey(account)));
    read(meters);
  }

  private Optional<Figures> read(MeterRegistry meters) {
    Optional<Figures> figures = recent.get();
    figures.ifPresent(now -> measure(meters, now));
    return figures;
  }

  private void measure(MeterRegistry meters, Figures now) {
    now.jobs().keySet().forEach(key -> measureJobs(meters, key));
    now.parked()
        .keySet()
        .forEach(
            key ->
                gauge(
                    meters,
                    "rivya.jobs.parked",
                    "Parked jobs by the class of their trouble",
                    null,
                    key,
                    figures -> figures.parked().getOrDefault(key, 0L)));
    now.deliveries().keySet().forEach(key -> measureDeliveries(meters, key));
    now.credits().keySet().forEach(key -> measureCredits(meters, key));
  }

  private void measureJobs(MeterRegistry meters, JobKey key) {
    gauge(
        meters,
        "rivya.jobs",
        "Jobs in the ledger that are not done",
        null,
        key,
        figures -> figures.jobs().getOrDefault(key, Rows.NONE).count());
    gauge(
        meters,
        "rivya.jobs.oldest.age",
        "The time since the oldest of these jobs was accepted; 0 if there is none",
        "seconds",
        key,
        figures -> age(figures.jobs().getOrDefault(key, Rows.NONE)));
  }

  private void measureDeliveries(MeterRegistry meters, Figures.DeliveryKey key) {
    gauge(
        meters,
        "rivya.deliveries",
        "Deliveries that are pending or dead",
        null,
        key,
        figures -> figures.deliveries().getOrDefault(key, Rows.NONE).count());
    gauge(
        meters,
        "rivya.deliveries.oldest.age",
        "The time since the oldest of these deliveries was created; 0 if there is none",
        "seconds",
        key,
        figures -> age(figures.deliveries().getOrDefault(key, Rows.NONE)));
  }

  private void measureCredits(MeterRegistry meters, Figures.CreditKey key) {
    gauge(
        meters,
        "rivya.credits.reserved",
        "Credits that jobs reserve which are not settled",
        null,
        key,
        figures -> figures.credits().getOrDefault(key, Credits.NONE).reserved());
    gauge(
        meters,
        "rivya.credits.spent.today",
        "Credits spent on this day in UTC",
        null,
        key,
        figures -> figures.credits().getOrDefault(key, Credits.NONE).spentToday());
  }

  private void measureAccount(MeterRegistry meters, AccountKey key) {
    gauge(
        meters,
        "rivya.credits.left",
        "The last known balance of the account at Rivya; unknown (NaN) before the first",
        null,
        key,
        figures -> figures.balances().getOrDefault(key.account(), Double.NaN));
    gauge(
        meters,
        "rivya.account.paused",
        "1 while the account is paused, because Rivya refuses its key or it lacks credits",
        null,
        key,
        figures -> figures.paused().contains(key.account()) ? 1 : 0);
    gauge(
        meters,
        "rivya.account.pause.ordered",
        "1 while a person has paused the account",
        null,
        key,
        figures -> figures.pauseOrdered().contains(key.account()) ? 1 : 0);
  }

  private double age(Rows rows) {
    return Age.seconds(rows.oldest(), clock);
  }

  private void gauge(
      MeterRegistry meters,
      String name,
      String description,
      String unit,
      Key key,
      ToDoubleFunction<Figures> value) {
    if (registered.add(new Meter(name, key))) {
      Gauge.builder(name, () -> recent.get().map(value::applyAsDouble).orElse(Double.NaN))
          .description(description)
          .baseUnit(unit)
          .tags(key.tags())
          .register(meters);
    }
  }
}
