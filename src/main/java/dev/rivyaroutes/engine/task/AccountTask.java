package dev.rivyaroutes.engine.task;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * A task that recurs for each account, such as a refresh of its models. {@code ledger:<name>} hands
 * it to its route, for each account one at a time; the variable {@code account} names the account.
 */
public interface AccountTask<T> {

  String name();

  /** How often each account is checked. */
  Duration interval();

  default boolean concerns(String account) {
    return true;
  }

  /** What is to be done for the account now; empty where nothing is, or another replica does it. */
  Optional<T> claim(String account);

  default void put(T claimed, Exchange exchange) {}
}
