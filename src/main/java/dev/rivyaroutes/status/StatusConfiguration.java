package dev.rivyaroutes.status;

import dev.rivyaroutes.webhook.EncryptSecrets;
import dev.rivyaroutes.webhook.SecretsProperties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The links of this program, signed with a key of their own that every replica derives. */
@Configuration(proxyBeanMethods = false)
class StatusConfiguration {

  @Bean
  StatusLinks statusLinks(
      StatusLinkProperties properties,
      SecretsProperties secrets,
      @Value("${rivya.public-url:}") String publicUrl) {
    byte[] key = EncryptSecrets.with(secrets.secretsKey()).derive("status-link");
    return StatusLinks.of(publicUrl, key, properties.lifetime());
  }
}
