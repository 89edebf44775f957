package dev.rivyaroutes.ledger.credits;

/** Reads the balance of an account that no flow uses, so that no timer reads it. */
public interface ReadBalanceOnDemand {

  /** Returns once the balance is read; at once if a timer reads it or it cannot be read now. */
  void read(String account);
}
