package dev.rivyaroutes.simulator.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The credits of each account. Unused credits of a task are refunded at its end. */
public final class Wallets {

  private final Map<String, Wallet> wallets = new ConcurrentHashMap<>();
  private final long first;
  private final Clock clock;

  public Wallets(long first, Clock clock) {
    this.first = first;
    this.clock = clock;
  }

  /** The credits that the account can spend now. */
  public long balance(String account) {
    return wallet(account).balance(clock.instant());
  }

  public void set(String account, long credits) {
    wallet(account).set(credits, clock.instant());
  }

  /** The balances of all accounts seen so far. */
  public Map<String, Long> all() {
    Map<String, Long> balances = new TreeMap<>();
    wallets.keySet().forEach(account -> balances.put(account, balance(account)));
    return balances;
  }

  public boolean take(String account, long credits) {
    return wallet(account).take(credits, clock.instant());
  }

  public void giveBackAt(String account, long credits, Instant when) {
    wallet(account).giveBackAt(credits, when);
  }

  public void reset() {
    wallets.clear();
  }

  private Wallet wallet(String account) {
    return wallets.computeIfAbsent(account, any -> new Wallet(first));
  }

  private record Refund(Instant due, long credits) {}

  private static final class Wallet {
    private final PriorityQueue<Refund> refunds =
        new PriorityQueue<>(Comparator.comparing(Refund::due));
    private long balance;

    private Wallet(long balance) {
      this.balance = balance;
    }

    private synchronized long balance(Instant now) {
      while (!refunds.isEmpty() && !refunds.peek().due().isAfter(now)) {
        balance += refunds.poll().credits();
      }
      return balance;
    }

    private synchronized void set(long credits, Instant now) {
      balance(now);
      balance = credits;
    }

    private synchronized boolean take(long credits, Instant now) {
      if (balance(now) < credits) {
        return false;
      }
      balance -= credits;
      return true;
    }

    private synchronized void giveBackAt(long credits, Instant when) {
      refunds.add(new Refund(when, credits));
    }
  }
}
