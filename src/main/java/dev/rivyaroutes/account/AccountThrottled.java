package dev.rivyaroutes.account;

import java.time.Instant;

/** An account may make no call before a time. */
public class AccountThrottled extends Exception {

  private final Instant until;

  private AccountThrottled(String account, Instant until, String why) {
    super("Calls of account " + account + " wait until " + until + ", " + why + ".");
    this.until = until;
  }

  static AccountThrottled byRivya(String account, Instant until) {
    return new AccountThrottled(account, until, "as Rivya asked");
  }

  static AccountThrottled byRate(String account, Instant until) {
    return new AccountThrottled(account, until, "to keep to rivya.accounts." + account + ".rate");
  }

  public Instant until() {
    return until;
  }
}
