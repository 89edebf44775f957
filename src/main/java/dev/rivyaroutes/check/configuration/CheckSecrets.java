package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.account.AccountProperties;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.webhook.EncryptSecrets;
import dev.rivyaroutes.webhook.SecretsProperties;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/** Finds secrets of webhooks that could not be kept. */
public final class CheckSecrets {

  private final ConfigurableEnvironment environment;

  public CheckSecrets(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /** Either may be null, where it could not be read at all. */
  public List<Finding> check(SecretsProperties secrets, AccountProperties accounts) {
    List<Finding> breaches = new ArrayList<>();
    if (secrets == null || accounts == null) {
      return breaches;
    }
    try {
      EncryptSecrets encryption = EncryptSecrets.with(secrets.secretsKey());
      accounts
          .accounts()
          .forEach(
              (name, account) -> {
                if (account.webhook().isRegistered() && account.webhook().secrets().isEmpty()) {
                  require(encryption, "rivya.accounts." + name + ".webhook.public-url", breaches);
                }
              });
    } catch (IllegalArgumentException e) {
      breaches.add(ExplainOwnMessageAtKey.breach(environment, e.getMessage()));
    }
    return breaches;
  }

  private void require(EncryptSecrets encryption, String key, List<Finding> breaches) {
    try {
      encryption.require(key);
    } catch (IllegalArgumentException e) {
      breaches.add(ExplainOwnMessageAtKey.breach(environment, e.getMessage()));
    }
  }
}
