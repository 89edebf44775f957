package dev.rivyaroutes.ledger.credits;

import java.time.Instant;

/** Whether Rivya answers the calls of an account, as seen by this process. */
public interface RivyaAvailability {

  /**
   * The outcome of the last calls.
   *
   * @param host the host and port of Rivya
   * @param lastAnswer when it last answered, with any status; null before the first answer
   * @param unavailableSince the first call since then without an answer; null while it answers
   * @param reason why those calls had no answer; null while it answers
   */
  record Availability(String host, Instant lastAnswer, Instant unavailableSince, String reason) {}

  Availability of(String account);
}
