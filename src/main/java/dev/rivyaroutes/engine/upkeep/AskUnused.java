package dev.rivyaroutes.engine.upkeep;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.engine.flow.UsedAccounts;
import dev.rivyaroutes.ledger.credits.AskBalance;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Asks Rivya about accounts that are not used, when a person wants to know. */
@Component
class AskUnused implements AskBalance {

  private final UsedAccounts used;
  private final RefreshBalance balances;
  private final ProducerTemplate producer;

  AskUnused(UsedAccounts used, RefreshBalance balances, ProducerTemplate producer) {
    this.used = used;
    this.balances = balances;
    this.producer = producer;
  }

  @Override
  public void ask(String account) {
    if (!used.contains(account) && balances.isOld(account)) {
      producer.send(
          "direct:ask-balance", exchange -> exchange.setVariable(Variables.ACCOUNT, account));
    }
  }
}
