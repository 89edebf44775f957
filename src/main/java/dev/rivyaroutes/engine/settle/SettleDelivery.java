package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.PlainDuration;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.DeliverySchedule;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.outbox.RecordDelivery;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Settles a delivery after its route: delivered, retried by the schedule, or dead. */
@Component
public class SettleDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(SettleDelivery.class);

  private final RecordDelivery deliveries;
  private final DeliverySchedule schedule;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();

  SettleDelivery(RecordDelivery deliveries, DeliverySchedule schedule, Clock clock) {
    this.deliveries = deliveries;
    this.schedule = schedule;
    this.clock = clock;
  }

  public void after(Exchange exchange, Delivery delivery) {
    try {
      Exception failure = exchange.getException();
      if (failure == null) {
        delivered(exchange, delivery);
      } else {
        failed(delivery, failure);
      }
    } finally {
      deliveries.stopRenewing(delivery);
    }
  }

  private void delivered(Exchange exchange, Delivery delivery) {
    String place = exchange.getVariable(Variables.DELIVERED_TO, String.class);
    if (deliveries.recordDelivered(delivery, place)) {
      LOG.info(
          "Job {} delivered to {}{}",
          delivery.job().id(),
          delivery.sink(),
          place == null ? "" : ": " + place);
    }
  }

  private void failed(Delivery delivery, Exception failure) {
    DeliveryFailed known = FailureChain.find(failure, DeliveryFailed.class);
    String text = known != null ? known.getMessage() : FailureCauses.sentence(failure);
    Duration retryAfter = known == null ? null : known.retryAfter();
    boolean permanent = known != null && known.permanent();
    Optional<Duration> wait =
        permanent
            ? Optional.empty()
            : schedule.delayAfter(delivery.attempts() + 1, retryAfter, random);
    if (wait.isPresent()) {
      LOG.warn(
          "Job {} was not delivered to {}; the next attempt is in {}: {}",
          delivery.job().id(),
          delivery.sink(),
          PlainDuration.of(wait.get()),
          text);
      Cause cause = Cause.of(Trouble.TRANSIENT, text + " The delivery is retried.");
      deliveries.scheduleRetry(delivery, cause, clock.instant().plus(wait.get()));
    } else {
      String dead = text + dead(delivery, permanent);
      LOG.error(
          "Job {} could not be delivered to {}: {}", delivery.job().id(), delivery.sink(), dead);
      deliveries.markDead(delivery, Cause.of(Trouble.PERMANENT, dead));
    }
  }

  private static String dead(Delivery delivery, boolean permanent) {
    String why =
        permanent
            ? " A retry cannot help, so the delivery is dead."
            : " The delivery is dead after " + (delivery.attempts() + 1) + " attempts.";
    return "%s Correct the cause and replay it: POST /api/jobs/%s/replay."
        .formatted(why, delivery.job().id());
  }
}
