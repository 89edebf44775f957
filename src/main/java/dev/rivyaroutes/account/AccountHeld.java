package dev.rivyaroutes.account;

import java.time.Instant;

/** A call may not go out before a time. */
public class AccountHeld extends Exception {

  private final Instant until;

  private AccountHeld(String account, Instant until, String why) {
    super("Calls of account " + account + " wait until " + until + ", " + why + ".");
    this.until = until;
  }

  static AccountHeld byRivya(String account, Instant until) {
    return new AccountHeld(account, until, "as Rivya asked");
  }

  static AccountHeld byRate(String account, Instant until) {
    return new AccountHeld(account, until, "to keep to rivya.accounts." + account + ".rate");
  }

  public Instant until() {
    return until;
  }
}
