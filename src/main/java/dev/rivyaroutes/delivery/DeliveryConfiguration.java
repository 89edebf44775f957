package dev.rivyaroutes.delivery;

import dev.rivyaroutes.outbound.PublicAddresses;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans that sinks share. */
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
