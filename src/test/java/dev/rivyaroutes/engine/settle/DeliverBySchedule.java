package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.delivery.DeliveryProperties;
import dev.rivyaroutes.delivery.DeliverySchedule;
import dev.rivyaroutes.ledger.LedgerWorld;
import dev.rivyaroutes.ledger.job.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Claims and settles one delivery by the default schedule, on a ledger of its own and at a time
 * that moves to each attempt.
 */
public final class DeliverBySchedule {

  private static final String SINK = "sink";

  /** An attempt of the delivery. */
  public interface Attempt {
    Exchange deliver(boolean repeated) throws Exception;
  }

  /**
   * @param attempts the attempts that were made
   * @param state the state of the delivery in the ledger, after the last one
   */
  public record Outcome(int attempts, String state) {}

  private DeliverBySchedule() {}

  /**
   * @param away how long the sink is away, from the first attempt
   * @param back brings the sink back
   */
  public static Outcome run(Attempt attempt, Duration away, Runnable back) throws Exception {
    DeliveryProperties defaults =
        new Binder(new MapConfigurationPropertySource())
            .bindOrCreate("rivya.delivery", DeliveryProperties.class);
    try (LedgerWorld ledger = LedgerWorld.withSink(SINK)) {
      SettleDelivery settle =
          new SettleDelivery(ledger.one.delivery, DeliverySchedule.of(defaults), ledger.clock);
      ledger.deliver("a brief");
      Instant end = ledger.clock.instant().plus(away);
      int attempts = 0;
      Optional<Instant> due = next(ledger);
      for (; due.isPresent(); due = next(ledger)) {
        ledger.clock.forward(Duration.between(ledger.clock.instant(), due.get()));
        if (!ledger.clock.instant().isBefore(end)) {
          back.run();
        }
        Delivery delivery = ledger.one.deliveries.claim(LedgerWorld.FLOW, SINK, 1).get(0);
        settle.after(attempt.deliver(delivery.repeated()), delivery);
        attempts++;
      }
      return new Outcome(
          attempts, ledger.jdbc.queryForObject("select state from delivery", String.class));
    }
  }

  private static Optional<Instant> next(LedgerWorld ledger) {
    return ledger.one.deliveries.hasDue(LedgerWorld.FLOW, SINK)
        ? Optional.of(ledger.clock.instant())
        : ledger.one.deliveries.nextDue(LedgerWorld.FLOW, SINK);
  }
}
