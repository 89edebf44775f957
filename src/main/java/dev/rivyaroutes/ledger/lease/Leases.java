package dev.rivyaroutes.ledger.lease;

import dev.rivyaroutes.ledger.database.DatabaseFailures;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * What this process holds, under which name and for how long. A claimed row's due time is the end
 * of its lease; {@link RenewLeases} moves it on while the work goes on.
 */
public final class Leases {

  private final String owner;
  private final Duration length;
  private final int maxClaims;
  private final Map<String, Long> jobs = new ConcurrentHashMap<>();
  private final Map<String, Long> deliveries = new ConcurrentHashMap<>();
  private final Map<String, Long> releasedJobs = new ConcurrentHashMap<>();
  private final Map<String, Long> releasedDeliveries = new ConcurrentHashMap<>();
  private final Set<Key> keys = ConcurrentHashMap.newKeySet();
  private String lastClaim;

  /** A claimed idempotent key. */
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

  /** For an account's own calls, such as a registration: their lease is not renewed. */
  public Instant accountCallEndFrom(Instant now) {
    return now.plus(length.multipliedBy(4));
  }

  /** How often a row may be claimed without coming to an outcome. */
  public int maxClaims() {
    return maxClaims;
  }

  /**
   * Whether this process may claim a row now, whose last so many claims came to no outcome. It has
   * one row at its last claim at a time: if that one ends the program, no other has used up its
   * claims with it.
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

  /** The row's last claim has come to an outcome, or to nothing. */
  public synchronized void endLastClaim(String id) {
    if (id.equals(lastClaim)) {
      lastClaim = null;
    }
  }

  public void addJobs(Collection<Job> claimed) {
    claimed.forEach(job -> jobs.put(job.id(), job.version()));
  }

  public void addDeliveries(Collection<Delivery> claimed) {
    claimed.forEach(delivery -> deliveries.put(delivery.id(), delivery.version()));
  }

  public void stopRenewing(Job job) {
    jobs.remove(job.id(), job.version());
    endLastClaim(job.id());
  }

  public void stopRenewing(Delivery delivery) {
    deliveries.remove(delivery.id(), delivery.version());
    endLastClaim(delivery.id());
  }

  /**
   * Ends a claim with its outcome, or without one: then the database's trouble is no fault of the
   * job, and the claim is given back.
   */
  public boolean settle(Job job, BooleanSupplier outcome) {
    try {
      boolean ours = outcome.getAsBoolean();
      releasedJobs.remove(job.id(), job.version());
      return ours;
    } catch (LedgerUnavailable e) {
      releaseAfter(job, e);
      throw e;
    } finally {
      stopRenewing(job);
    }
  }

  public boolean settle(Delivery delivery, BooleanSupplier outcome) {
    try {
      boolean ours = outcome.getAsBoolean();
      releasedDeliveries.remove(delivery.id(), delivery.version());
      return ours;
    } catch (LedgerUnavailable e) {
      if (DatabaseFailures.isTemporary(e)) {
        release(delivery);
      }
      throw e;
    } finally {
      stopRenewing(delivery);
    }
  }

  /** Gives the claim back where the failure is the database's. */
  public void releaseAfter(Job job, Throwable failure) {
    if (DatabaseFailures.isTemporary(failure)) {
      release(job);
    } else {
      stopRenewing(job);
    }
  }

  /** Nobody works on it, and it is no crash: {@link RenewLeases} takes the claim off its count. */
  public void release(Job job) {
    releasedJobs.put(job.id(), job.version());
    stopRenewing(job);
  }

  public void release(Delivery delivery) {
    releaseDelivery(delivery.id(), delivery.version());
  }

  public void releaseDelivery(String id, long version) {
    releasedDeliveries.put(id, version);
    deliveries.remove(id, version);
    endLastClaim(id);
  }

  Map<String, Long> releasedJobs() {
    return new TreeMap<>(releasedJobs);
  }

  Map<String, Long> releasedDeliveries() {
    return new TreeMap<>(releasedDeliveries);
  }

  /** Their claims have been given back. */
  void removeReleased(Map<String, Long> ofJobs, Map<String, Long> ofDeliveries) {
    ofJobs.forEach(releasedJobs::remove);
    ofDeliveries.forEach(releasedDeliveries::remove);
  }

  /** Takes a key, or says that this process works under it already. */
  public boolean add(Key key) {
    return keys.add(key);
  }

  public void stopRenewing(Key key) {
    keys.remove(key);
  }

  /** In the order of their ids, so that two processes never wait for each other in a circle. */
  Map<String, Long> jobs() {
    return new TreeMap<>(jobs);
  }

  Map<String, Long> deliveries() {
    return new TreeMap<>(deliveries);
  }

  List<Key> keys() {
    return keys.stream().sorted(Comparator.comparing(Key::hash)).toList();
  }
}
