package dev.rivyaroutes.engine.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Work in the ledger that one consumer hands to its route. */
interface WorkQueue<T> {

  /** Its name, for the signal that it has work. */
  String name();

  /** How many pieces of work may be under way at once in this process. */
  int concurrency();

  /** How many may be begun now at most; 0 while its account is paused or its flow is off. */
  int admits();

  /** Claims at most so many that are due. */
  List<T> claim(int max);

  /** Whether there is one to claim: a look that costs less than a claim. */
  boolean hasDue();

  /** When the next one falls due. */
  Optional<Instant> nextDue();

  /** Gives back a claimed piece of work that nobody could begin with. */
  void giveBack(T work);

  /** Puts a claimed piece of work into an exchange. */
  void fill(Exchange exchange, T work);

  /**
   * After the route: what it did not settle itself, a failure above all, becomes a row of the
   * ledger.
   */
  void settle(Exchange exchange, T work);
}
