package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.credits.AccountOrders.OrderedPause;

/** Nothing that is paid for may be sent for the account, by order of a person. */
public class AccountPaused extends Exception {

  AccountPaused(String account, OrderedPause pause) {
    super(pause.text(account));
  }
}
