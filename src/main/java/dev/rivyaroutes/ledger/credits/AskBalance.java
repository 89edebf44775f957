package dev.rivyaroutes.ledger.credits;

/** Has Rivya asked for the balance of an account that nobody asks for by himself. */
public interface AskBalance {

  /** Returns once the balance is read, or cannot be read now, or is read by the timer anyway. */
  void ask(String account);
}
