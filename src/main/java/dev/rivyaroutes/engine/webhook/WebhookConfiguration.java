package dev.rivyaroutes.engine.webhook;

import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.ledger.events.RotateSecrets;
import dev.rivyaroutes.ledger.events.WebhookEndpoints;
import dev.rivyaroutes.webhook.KnownSecrets;
import dev.rivyaroutes.webhook.Registrations;
import dev.rivyaroutes.webhook.SealSecrets;
import dev.rivyaroutes.webhook.SecretsProperties;
import dev.rivyaroutes.webhook.WebhookSettings;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what the accounts' webhooks need. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  /** Stops the start when a secret would have to be kept and there is no key for it. */
  @Bean
  KnownSecrets webhookSecrets(
      Accounts accounts, SecretsProperties properties, RotateSecrets rotate, Clock clock) {
    SealSecrets seal = SealSecrets.with(properties.secretsKey());
    Map<String, WebhookSettings> settings = settings(accounts);
    settings.forEach(
        (account, webhook) -> {
          if (webhook.isRegistered() && webhook.secrets().isEmpty()) {
            seal.require("rivya.accounts." + account + ".webhook.public-url");
          }
        });
    return new KnownSecrets(settings, rotate, seal, clock);
  }

  @Bean
  Registrations registrations(
      Accounts accounts, WebhookEndpoints endpoints, RotateSecrets rotate, KnownSecrets secrets) {
    return new Registrations(settings(accounts), endpoints, rotate, secrets);
  }

  private static Map<String, WebhookSettings> settings(Accounts accounts) {
    Map<String, WebhookSettings> settings = new TreeMap<>();
    accounts.names().forEach(name -> settings.put(name, accounts.get(name).webhook()));
    return settings;
  }
}
