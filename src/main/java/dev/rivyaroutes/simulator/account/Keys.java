package dev.rivyaroutes.simulator.account;

import dev.rivyaroutes.simulator.server.ApiError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The API keys; they can change while the simulator runs. */
public final class Keys {

  private final Map<String, SimulatedKey> known = new ConcurrentHashMap<>();

  public Keys(List<SimulatedKey> first) {
    first.forEach(this::put);
  }

  /** Adds a key, or changes the one with the same text. */
  public void put(SimulatedKey key) {
    known.put(key.key(), key);
  }

  public List<SimulatedKey> all() {
    return List.copyOf(known.values());
  }

  public void reset(List<SimulatedKey> first) {
    known.clear();
    first.forEach(this::put);
  }

  /** The account of an Authorization header whose key is valid and has the scope. */
  String account(String authorization, String scope) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new ApiError(401, "api_key_missing", "A valid Bearer API key is required.");
    }
    SimulatedKey key = known.get(authorization.substring(7).trim());
    if (key == null) {
      throw new ApiError(401, "api_key_invalid", "The API key could not be verified.");
    }
    switch (key.state()) {
      case REVOKED -> throw new ApiError(401, "api_key_revoked", "The API key was revoked.");
      case EXPIRED -> throw new ApiError(401, "api_key_expired", "The API key has expired.");
      case ACCEPTED -> {
        if (!key.scopes().contains(scope)) {
          throw new ApiError(403, "api_scope_denied", "The API key lacks the scope " + scope + ".");
        }
      }
    }
    return key.account();
  }
}
