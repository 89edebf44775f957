package dev.rivyaroutes.ledger.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process has claimed, under which owner name and for how long. The due time of a claimed
 * row is the end of its lease; {@link RenewLeases} extends it while the work continues.
 */
public final class Leases {

  private final String owner;
  private final Duration length;
  private final int maxClaims;
  private final ClaimedRows jobs = new ClaimedRows(this::endLastClaim);
  private final ClaimedRows deliveries = new ClaimedRows(this::endLastClaim);
  private final ClaimedRows sources = new ClaimedRows(this::endLastClaim);
  private final Set<Key> keys = ConcurrentHashMap.newKeySet();
  private String lastClaim;

  public record Key(String repository, String hash) {}

  public Leases(String owner, Duration length, int maxClaims) {
    this.owner = owner;
    this.length = length;
    this.maxClaims = maxClaims;
  }

  public String owner() {
    return owner;
  }

  public Instant endFrom(Instant now) {
    return now.plus(length);
  }

  /** For short work whose lease is not renewed, such as the registration of an account. */
  public Instant unrenewedEndFrom(Instant now) {
    return now.plus(length.multipliedBy(4));
  }

  /** How often a row may be claimed without an outcome. */
  public int maxClaims() {
    return maxClaims;
  }

  public ClaimedRows jobs() {
    return jobs;
  }

  public ClaimedRows deliveries() {
    return deliveries;
  }

  /** The sources that this process polls, by their routes. */
  public ClaimedRows sources() {
    return sources;
  }

  /**
   * Whether this process may claim a row that has so many claims without an outcome. It makes the
   * last claim of only one row at a time: if that row crashes the program, no other row has used up
   * its claims.
   */
  public synchronized boolean mayClaim(String id, int claims) {
    boolean last = claims > 0 && claims == maxClaims - 1;
    if (last && lastClaim != null) {
      return false;
    }
    if (last) {
      lastClaim = id;
    }
    return true;
  }

  /** The last claim of the row has ended, with or without an outcome. */
  public synchronized void endLastClaim(String id) {
    if (id.equals(lastClaim)) {
      lastClaim = null;
    }
  }

  /** Adds a key; false if this process has it already. */
  public boolean add(Key key) {
    return keys.add(key);
  }

  public void stopRenewing(Key key) {
    keys.remove(key);
  }

  List<Key> keys() {
    return keys.stream().sorted(Comparator.comparing(Key::hash)).toList();
  }
}
