package dev.rivyaroutes.simulator.account;

import java.util.Set;

/**
 * An API key that the simulator knows, the account it belongs to, what it may do and whether it
 * still holds. Keys of one account share one wallet.
 */
public record SimulatedKey(String key, String account, Set<String> scopes, State state) {

  /** Every scope of the Rivya API; new keys get all of them. */
  public static final Set<String> ALL_SCOPES =
      Set.of(
          "models:read",
          "generations:create",
          "generations:read",
          "files:create",
          "files:read",
          "credits:read",
          "webhooks:manage",
          "chat:create",
          "chat:read");

  /** Whether a key holds: Rivya tells revoked and expired keys apart from unknown ones. */
  public enum State {
    ACCEPTED,
    REVOKED,
    EXPIRED
  }

  public SimulatedKey {
    if (!key.startsWith("rvya_sk_")) {
      throw new IllegalArgumentException(
          "the key '" + key + "' is no Rivya key; it must start with rvya_sk_");
    }
    scopes = Set.copyOf(scopes);
  }

  /** A key with every scope that belongs to the account. */
  public static SimulatedKey accepted(String key, String account) {
    return new SimulatedKey(key, account, ALL_SCOPES, State.ACCEPTED);
  }

  public SimulatedKey withScopes(Set<String> granted) {
    return new SimulatedKey(key, account, granted, state);
  }

  public SimulatedKey withState(State next) {
    return new SimulatedKey(key, account, scopes, next);
  }
}
