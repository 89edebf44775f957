package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.credits.Budgets;
import dev.rivyaroutes.ledger.credits.Cap.Scope;

/** Tells the ledger the caps of the configuration. */
final class SetBudgets {

  private SetBudgets() {}

  static void set(Accounts accounts, FlowCreditProperties flows, Budgets budgets) {
    for (String name : accounts.names()) {
      AccountCredits credits = accounts.get(name).credits();
      budgets.set(
          Scope.ACCOUNT,
          name,
          credits.dailyCap(),
          credits.monthlyCap(),
          "rivya.accounts." + name + ".credits");
    }
    flows
        .flows()
        .forEach(
            (name, flow) ->
                budgets.set(
                    Scope.FLOW,
                    name,
                    flow.credits().dailyCap(),
                    flow.credits().monthlyCap(),
                    "rivya.flows." + name + ".credits"));
  }
}
