package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.AccountRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One rate budget an account, over all flows and replicas: slots in the ledger, taken in blocks of
 * a tenth of a second. What Rivya answers with Retry-After holds back every caller.
 */
public final class RateBudget {

  private static final Duration BLOCK = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Accounts accounts;
  private final AccountRows rows;
  private final Clock clock;
  private final Map<String, Slots> slots = new ConcurrentHashMap<>();

  RateBudget(Accounts accounts, AccountRows rows, Clock clock) {
    this.accounts = accounts;
    this.rows = rows;
    this.clock = clock;
  }

  private static final class Slots {
    private Instant next = Instant.MIN;
    private int left;
    private Instant heldUntil = Instant.MIN;
  }

  /**
   * Waits for the account's next free slot, at most some seconds.
   *
   * @throws AccountHeld when the account is held back for longer
   */
  public void take(String account) throws AccountHeld, InterruptedException {
    Instant slot = next(account);
    Duration wait = Duration.between(clock.instant(), slot);
    if (wait.compareTo(LONGEST_WAIT) > 0) {
      throw new AccountHeld(account, slot);
    }
    if (!wait.isNegative() && !wait.isZero()) {
      Thread.sleep(wait.toMillis(), wait.toNanosPart() % 1_000_000);
    }
  }

  private Instant next(String account) throws AccountHeld {
    Slots mine = slots.computeIfAbsent(account, name -> new Slots());
    Duration interval = Rate.parse(accounts.get(account).rate()).interval();
    synchronized (mine) {
      if (mine.heldUntil.isAfter(clock.instant().plus(LONGEST_WAIT))) {
        throw new AccountHeld(account, mine.heldUntil);
      }
      if (mine.left == 0) {
        int block = (int) Math.max(1, BLOCK.toNanos() / interval.toNanos());
        mine.next = rows.takeSlots(account, interval, block);
        mine.left = block;
      }
      Instant slot = mine.next;
      mine.next = mine.next.plus(interval);
      mine.left--;
      return slot;
    }
  }

  /** Nobody calls for the account before then: neither here nor at another replica. */
  public void hold(String account, Instant until) {
    Slots mine = slots.computeIfAbsent(account, name -> new Slots());
    synchronized (mine) {
      mine.left = 0;
      if (until.isAfter(mine.heldUntil)) {
        mine.heldUntil = until;
      }
    }
    rows.hold(account, until);
  }

  /** When calls of the account may go out again; in the past when nothing holds them. */
  public Instant heldUntil(String account) {
    Slots mine = slots.get(account);
    return mine == null ? Instant.MIN : mine.heldUntil;
  }
}
