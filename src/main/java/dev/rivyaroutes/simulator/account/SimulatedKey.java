package dev.rivyaroutes.simulator.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.EnumNamingStrategies.LowerCaseStrategy;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import dev.rivyaroutes.Require;
import java.util.Objects;
import java.util.Set;

/** An API key: its account, scopes and state. Keys of one account share one wallet. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SimulatedKey(String key, String account, Set<String> scopes, State state) {

  /** The account of a key that names no other. */
  public static final String DEFAULT_ACCOUNT = "simulator";

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

  /** Whether a key is valid: Rivya has distinct errors for revoked, expired and unknown keys. */
  @EnumNaming(LowerCaseStrategy.class)
  public enum State {
    ACCEPTED,
    REVOKED,
    EXPIRED
  }

  public SimulatedKey {
    Require.that(
        key != null && key.startsWith("rvya_sk_"),
        "the key '" + key + "' is no Rivya key; it must start with rvya_sk_");
    account = Objects.requireNonNullElse(account, DEFAULT_ACCOUNT);
    scopes = scopes == null ? ALL_SCOPES : Set.copyOf(scopes);
    state = Objects.requireNonNullElse(state, State.ACCEPTED);
  }

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
