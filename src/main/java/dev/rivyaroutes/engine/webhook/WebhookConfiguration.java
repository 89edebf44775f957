package dev.rivyaroutes.engine.webhook;

import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.ledger.events.RotateSecrets;
import dev.rivyaroutes.ledger.events.WebhookEndpoints;
import dev.rivyaroutes.webhook.EncryptSecrets;
import dev.rivyaroutes.webhook.SecretsProperties;
import dev.rivyaroutes.webhook.StoredSecrets;
import dev.rivyaroutes.webhook.WebhookProperties;
import dev.rivyaroutes.webhook.WebhookRegistrations;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the accounts' webhooks. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  /** Stops the start when a secret has to be stored and there is no key to encrypt it. */
  @Bean
  StoredSecrets webhookSecrets(
      Accounts accounts, SecretsProperties properties, RotateSecrets rotate, Clock clock) {
    EncryptSecrets encryption = EncryptSecrets.with(properties.secretsKey());
    Map<String, WebhookProperties> settings = settings(accounts);
    settings.forEach(
        (account, webhook) -> {
          if (webhook.isRegistered() && webhook.secrets().isEmpty()) {
            encryption.require("rivya.accounts." + account + ".webhook.public-url");
          }
        });
    return new StoredSecrets(settings, rotate, encryption, clock);
  }

  @Bean
  WebhookRegistrations registrations(
      Accounts accounts, WebhookEndpoints endpoints, RotateSecrets rotate, StoredSecrets secrets) {
    return new WebhookRegistrations(settings(accounts), endpoints, rotate, secrets);
  }

  private static Map<String, WebhookProperties> settings(Accounts accounts) {
    Map<String, WebhookProperties> settings = new TreeMap<>();
    accounts.names().forEach(name -> settings.put(name, accounts.get(name).webhook()));
    return settings;
  }
}
