package dev.rivyaroutes.engine.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Work in the ledger that one consumer hands to its route. */
interface WorkQueue<T> {

  /** Its name, for the signal that it has work. */
  String name();

  /** The most pieces of work at the same time in this process. */
  int concurrency();

  /** The most that may begin now; 0 while its account is paused or its flow is off. */
  int admits();

  /** Claims at most so many that are due. */
  List<T> claim(int max);

  /** Whether there is one to claim. It costs less than a claim. */
  boolean hasDue();

  Optional<Instant> nextDue();

  /** Releases a claimed piece of work that could not begin. */
  void release(T work);

  /** Puts a claimed piece of work into an exchange. */
  void fill(Exchange exchange, T work);

  /**
   * After the route: records the outcome that the route has not recorded itself, or its failure.
   */
  void settle(Exchange exchange, T work);
}
