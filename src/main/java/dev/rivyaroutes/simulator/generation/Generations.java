package dev.rivyaroutes.simulator.generation;

import dev.rivyaroutes.simulator.account.Limits;
import dev.rivyaroutes.simulator.account.Wallets;
import dev.rivyaroutes.simulator.server.ApiError;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Every paid generation since the start or reset. The oldest are dropped and counted when the
 * limits are reached. Create and payment are atomic, so concurrent equal calls pay once.
 */
public final class Generations {

  private final Map<String, Generation> byId = new ConcurrentHashMap<>();
  private final Map<String, Generation> byKey = new HashMap<>();
  private final ConcurrentSkipListMap<Long, Generation> inOrder = new ConcurrentSkipListMap<>();
  private final String run = Integer.toString(new SecureRandom().nextInt(1 << 30), 36);
  private final Clock clock;
  private final Limits limits;
  private final Wallets wallets;
  private long last;
  private long minted;
  private long bodyBytes;
  private volatile long forgotten;
  private Consumer<Generation> paidFor = paid -> {};

  public Generations(Clock clock, Limits limits, Wallets wallets) {
    this.clock = clock;
    this.limits = limits;
    this.wallets = wallets;
  }

  /** All that are kept, in the order of payment. */
  public List<PaidGeneration> all() {
    return inOrder.values().stream().map(PaidGeneration::of).toList();
  }

  /** How many were paid since the start or reset, forgotten ones too. */
  public synchronized long count() {
    return last;
  }

  /** How many of the oldest are no longer kept. */
  public long forgotten() {
    return forgotten;
  }

  public synchronized void onPaid(Consumer<Generation> listener) {
    paidFor = listener;
  }

  public Iterable<Generation> after(long sequence) {
    return inOrder.tailMap(sequence, false).values();
  }

  Generation find(String id) {
    return byId.get(id);
  }

  /** The earlier generation of the key, or null; another body is a conflict. */
  synchronized Generation earlier(String account, String key, String sha256) {
    Generation found = key == null ? null : byKey.get(slot(account, key));
    if (found == null || !clock.instant().isBefore(found.createdAt().plus(limits.keyLife()))) {
      return null;
    }
    if (!found.order().sha256().equals(sha256)) {
      throw new ApiError(
          409, "idempotency_conflict", "The Idempotency-Key was used with another body.");
    }
    return found;
  }

  /** Pays for the request and records it, unless the key was used before. */
  synchronized Generation pay(PaidRequest order, Function<PaidRequest, Outcome> decide) {
    Generation earlier = earlier(order.account(), order.key(), order.sha256());
    if (earlier != null) {
      return earlier;
    }
    if (!wallets.take(order.account(), order.reserved())) {
      throw new ApiError(402, "insufficient_credits", "The account has too few credits.");
    }
    Outcome outcome = decide.apply(order);
    Instant now = clock.instant();
    String id = "task_" + run + "_" + Long.toString(++minted, 36);
    Generation paid = new Generation(++last, id, order, now, outcome);
    keep(paid);
    paidFor.accept(paid);
    if (paid.unused() > 0 && !outcome.stuck()) {
      wallets.giveBackAt(order.account(), paid.unused(), paid.endsAt());
    }
    return paid;
  }

  public synchronized void reset() {
    byId.clear();
    byKey.clear();
    inOrder.clear();
    last = 0;
    bodyBytes = 0;
    forgotten = 0;
  }

  private void keep(Generation paid) {
    byId.put(paid.id(), paid);
    inOrder.put(paid.sequence(), paid);
    bodyBytes += paid.order().body().length;
    if (paid.order().key() != null) {
      byKey.put(slot(paid.order().account(), paid.order().key()), paid);
    }
    while (byId.size() > limits.generations() || bodyBytes > limits.bodyBytes()) {
      forget(inOrder.pollFirstEntry().getValue());
    }
  }

  private void forget(Generation oldest) {
    byId.remove(oldest.id());
    bodyBytes -= oldest.order().body().length;
    if (oldest.order().key() != null) {
      byKey.remove(slot(oldest.order().account(), oldest.order().key()), oldest);
    }
    forgotten++;
  }

  private static String slot(String account, String key) {
    return account + '\n' + key;
  }
}
