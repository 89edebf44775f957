package dev.rivyaroutes.delivery;

import dev.rivyaroutes.media.PublicAddresses;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the sinks share. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

  @Bean
  PublicAddresses publicAddresses() {
    return new PublicAddresses();
  }

  @Bean
  DeliverySchedule deliverySchedule(DeliveryProperties properties) {
    return DeliverySchedule.of(properties);
  }
}
