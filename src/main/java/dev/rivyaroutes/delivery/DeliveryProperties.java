package dev.rivyaroutes.delivery;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The retry schedule of deliveries.
 *
 * @param schedule The waits after the first, second, … failed attempt of a delivery. After the last
 *     one the delivery is dead until a person replays it.
 * @param jitter How much shorter or longer each wait may be, in percent, so that many deliveries
 *     are not retried at once.
 */
@ConfigurationProperties("rivya.delivery")
public record DeliveryProperties(
    @DefaultValue("5s, 30s, 5m, 30m, 2h, 5h, 10h, 10h, 10h") String schedule,
    @DefaultValue("20%") String jitter) {

  public DeliveryProperties {
    // Invalid values stop the start, with the key in the message.
    DeliverySchedule.of(schedule, jitter);
  }
}
