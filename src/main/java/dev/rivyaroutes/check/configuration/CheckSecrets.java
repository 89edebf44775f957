package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.account.AccountProperties;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.webhook.EncryptSecrets;
import dev.rivyaroutes.webhook.SecretsProperties;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/** Finds webhook secrets that could not be stored. */
public final class CheckSecrets {

  private final ConfigurableEnvironment environment;

  public CheckSecrets(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /** Either may be null if it could not be bound. */
  public List<Finding> check(SecretsProperties secrets, AccountProperties accounts) {
    List<Finding> findings = new ArrayList<>();
    if (secrets == null || accounts == null) {
      return findings;
    }
    try {
      EncryptSecrets encryption = EncryptSecrets.with(secrets.secretsKey());
      accounts
          .accounts()
          .forEach(
              (name, account) -> {
                if (account.webhook().isRegistered() && account.webhook().secrets().isEmpty()) {
                  require(encryption, "rivya.accounts." + name + ".webhook.public-url", findings);
                }
              });
    } catch (IllegalArgumentException e) {
      findings.add(ExplainOwnMessageAtKey.finding(environment, e.getMessage()));
    }
    return findings;
  }

  private void require(EncryptSecrets encryption, String key, List<Finding> findings) {
    try {
      encryption.require(key);
    } catch (IllegalArgumentException e) {
      findings.add(ExplainOwnMessageAtKey.finding(environment, e.getMessage()));
    }
  }
}
