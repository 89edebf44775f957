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
  RateLimiter rateLimiter(Accounts accounts, AccountRows rows, Clock clock) {
    return new RateLimiter(accounts, rows, clock);
  }

  @Bean
  TrackAvailability trackAvailability(Accounts accounts, Clock clock) {
    return new TrackAvailability(accounts, clock);
  }

  @Bean
  RivyaHealth rivyaHealth(Accounts accounts, TrackAvailability availability) {
    return new RivyaHealth(accounts, availability);
  }

  @Bean
  AccountGate accountGate(
      Accounts accounts,
      AccountRows rows,
      RateLimiter rateLimiter,
      AccountPauseProperties properties,
      Clock clock) {
    return new AccountGate(accounts, rows, rateLimiter, properties, clock);
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
    CheckBalance check = new CheckBalance(accounts, rows, gate, alerts, clock);
    return new WatchBalance(gate, balances, check, properties, clock);
  }
}
