package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.Accounts;
import org.apache.camel.Exchange;

/**
 * The account that a call is made for: the one of this name, or with {@value #FROM_VARIABLE} the
 * one that the exchange variable names, as in the engine's routes, which serve all accounts.
 */
record CalledAccount(String setting) {

  static final String FROM_VARIABLE = "variable:account";

  /**
   * Refuses an unknown name; that of a variable is checked with each call.
   *
   * @throws IllegalArgumentException naming the accounts that there are
   */
  void check(Accounts accounts) {
    if (!isVariable()) {
      accounts.get(setting);
    }
  }

  String of(Exchange exchange) {
    String name = isVariable() ? exchange.getVariable(Variables.ACCOUNT, String.class) : setting;
    if (name == null) {
      throw new IllegalStateException("The variable account of a call to Rivya is not set.");
    }
    return name;
  }

  private boolean isVariable() {
    return setting.equals(FROM_VARIABLE);
  }
}
