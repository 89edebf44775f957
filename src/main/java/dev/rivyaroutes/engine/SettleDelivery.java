package dev.rivyaroutes.engine;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.DeliverySchedule;
import dev.rivyaroutes.ledger.Cause;
import dev.rivyaroutes.ledger.Delivery;
import dev.rivyaroutes.ledger.RecordDelivery;
import dev.rivyaroutes.ledger.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What becomes of a delivery after its route: delivered, tried again by the schedule, or dead. */
@Component
class SettleDelivery {

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

  void after(Exchange exchange, Delivery delivery) {
    try {
      Exception failure = exchange.getException();
      if (failure == null) {
        delivered(exchange, delivery);
      } else {
        failed(delivery, failure);
      }
    } finally {
      deliveries.letGo(delivery);
    }
  }

  private void delivered(Exchange exchange, Delivery delivery) {
    String place = exchange.getVariable(Variables.DELIVERED_TO, String.class);
    if (deliveries.delivered(delivery, place)) {
      LOG.info(
          "Job {} delivered to {}{}",
          delivery.job().id(),
          delivery.sink(),
          place == null ? "" : ": " + place);
    }
  }

  private void failed(Delivery delivery, Exception failure) {
    DeliveryFailed known = Causes.find(failure, DeliveryFailed.class);
    String text = known != null ? known.getMessage() : FailureWords.of(failure);
    Cause cause = Cause.of(Trouble.TRANSIENT, text);
    Duration retryAfter = known == null ? null : known.retryAfter();
    Optional<Duration> wait =
        known != null && known.permanent()
            ? Optional.empty()
            : schedule.delayAfter(delivery.attempts() + 1, retryAfter, random);
    if (wait.isPresent()) {
      LOG.warn(
          "Job {} not delivered to {}, next attempt in {} s: {}",
          delivery.job().id(),
          delivery.sink(),
          wait.get().toSeconds(),
          text);
      deliveries.tryAgain(delivery, cause, clock.instant().plus(wait.get()));
    } else {
      LOG.error(
          "Job {} could not be delivered to {} and rests there until a person replays it: {}",
          delivery.job().id(),
          delivery.sink(),
          text);
      deliveries.dead(delivery, Cause.of(Trouble.PERMANENT, text));
    }
  }
}
