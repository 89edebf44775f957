package dev.rivyaroutes.account;

import dev.rivyaroutes.account.FlowCreditProperties.FlowCredits;
import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.credits.Budgets;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.webhook.WebhookProperties;
import dev.rivyaroutes.webhook.WebhookSecrets;
import dev.rivyaroutes.webhook.Webhooks;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the accounts, and writes them and the configured caps into the ledger. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

  @Bean
  Accounts accounts(
      AccountProperties properties, FlowCreditProperties flows, AccountRows rows, Budgets budgets) {
    properties
        .accounts()
        .forEach(
            (name, account) -> {
              AccountCredits credits = account.credits();
              String key = "rivya.accounts." + name + ".credits";
              rows.register(name);
              budgets.set(Scope.ACCOUNT, name, credits.dailyCap(), credits.monthlyCap(), key);
            });
    flows
        .flows()
        .forEach(
            (name, flow) -> {
              FlowCredits credits = flow.credits();
              String key = "rivya.flows." + name + ".credits";
              budgets.set(Scope.FLOW, name, credits.dailyCap(), credits.monthlyCap(), key);
            });
    return new Accounts(properties);
  }

  @Bean
  Webhooks webhooksOfAccounts(AccountProperties properties, WebhookSecrets secrets, Clock clock) {
    Map<String, WebhookProperties> settings = new TreeMap<>();
    properties.accounts().forEach((name, account) -> settings.put(name, account.webhook()));
    return new Webhooks(settings, secrets, clock);
  }
}
