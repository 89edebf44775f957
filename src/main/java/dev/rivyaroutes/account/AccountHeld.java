package dev.rivyaroutes.account;

import java.time.Instant;

/** A call may not go out before a time, since Rivya asked all callers of the account to wait. */
public class AccountHeld extends Exception {

  private final Instant until;

  AccountHeld(String account, Instant until) {
    super("Calls of account " + account + " wait until " + until + ", as Rivya asked.");
    this.until = until;
  }

  public Instant until() {
    return until;
  }
}
