package dev.rivyaroutes.ledger.credits;

import java.time.Instant;

/** Whether Rivya answers the calls of an account, as this process has seen it. */
public interface RivyaContact {

  /**
   * What the last calls tell.
   *
   * @param host where Rivya is
   * @param lastAnswer when it last answered, with whatever status; null before the first answer
   * @param awaySince the first of the calls since then that got none; null while it answers
   * @param trouble why they got none; null while it answers
   */
  record Contact(String host, Instant lastAnswer, Instant awaySince, String trouble) {}

  /** The contact of a configured account. */
  Contact of(String account);
}
