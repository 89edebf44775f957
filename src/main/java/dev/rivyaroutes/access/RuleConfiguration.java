package dev.rivyaroutes.access;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.PathPatternRequestMatcherBuilderFactoryBean;

/** How Spring Security matches and measures the rules of access. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class RuleConfiguration {

  /** The call as a whole is measured; measuring each filter would cost more than it helps. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** The addresses of the rules are matched as they stand, without a look at the controllers. */
  @Bean
  PathPatternRequestMatcherBuilderFactoryBean addresses() {
    return new PathPatternRequestMatcherBuilderFactoryBean();
  }
}
