package dev.rivyaroutes.simulator.trouble;

import java.util.Optional;

/** The trouble of single requests, by their idempotency keys. It comes before all other rules. */
public interface Script {

  /** No request has trouble. */
  Script NONE = (operation, key, task) -> Optional.empty();

  /**
   * @param key null for calls without one
   * @param task whether the trouble is the task's, not the call's
   */
  Optional<Trouble> next(Operation operation, String key, boolean task);
}
