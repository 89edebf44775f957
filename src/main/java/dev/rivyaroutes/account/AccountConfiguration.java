package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.credits.Balances;
import dev.rivyaroutes.ledger.credits.Budgets;
import dev.rivyaroutes.ledger.credits.CreditAlerts;
import dev.rivyaroutes.webhook.WebhookSecrets;
import dev.rivyaroutes.webhook.WebhookSettings;
import dev.rivyaroutes.webhook.Webhooks;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the accounts together. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

  @Bean
  Accounts accounts(
      AccountProperties properties, FlowCreditProperties flows, AccountRows rows, Budgets budgets) {
    Accounts accounts = new Accounts(properties);
    accounts.names().forEach(rows::register);
    SetBudgets.set(accounts, flows, budgets);
    return accounts;
  }

  @Bean
  Webhooks webhooksOfAccounts(AccountProperties properties, WebhookSecrets secrets, Clock clock) {
    Map<String, WebhookSettings> settings = new TreeMap<>();
    properties.accounts().forEach((name, account) -> settings.put(name, account.webhook()));
    return new Webhooks(settings, secrets, clock);
  }

  @Bean
  RateBudget rateBudget(Accounts accounts, AccountRows rows, Clock clock) {
    return new RateBudget(accounts, rows, clock);
  }

  @Bean
  WatchContact watchContact(Accounts accounts, Clock clock) {
    return new WatchContact(accounts, clock);
  }

  @Bean
  RivyaHealth rivyaHealth(Accounts accounts, WatchContact contact) {
    return new RivyaHealth(accounts, contact);
  }

  @Bean
  AccountGate accountGate(
      Accounts accounts,
      AccountRows rows,
      RateBudget budget,
      AccountPauseProperties properties,
      Clock clock) {
    return new AccountGate(accounts, rows, budget, properties, clock);
  }

  @Bean
  WatchBalance watchBalance(
      Accounts accounts,
      AccountRows rows,
      AccountGate gate,
      Balances balances,
      CreditAlerts alerts,
      CreditProperties properties,
      Clock clock) {
    BalanceMarks marks = new BalanceMarks(accounts, rows, gate, alerts, clock);
    return new WatchBalance(gate, balances, marks, properties, clock);
  }
}
