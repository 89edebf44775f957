package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.credits.AccountRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One rate budget an account, over all flows and replicas: slots in the ledger, taken in blocks of
 * a tenth of a second. What Rivya answers with Retry-After holds back every caller; afterwards each
 * has a slot of its own again, so that they do not all come at once.
 */
public final class RateBudget {

  private static final Duration BLOCK = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Accounts accounts;
  private final AccountRows rows;
  private final Clock clock;
  private final Map<String, Mine> byAccount = new ConcurrentHashMap<>();

  RateBudget(Accounts accounts, AccountRows rows, Clock clock) {
    this.accounts = accounts;
    this.rows = rows;
    this.clock = clock;
  }

  /** What this process has of an account's budget. */
  private static final class Mine {
    private final ReentrantLock lock = new ReentrantLock();
    private Instant next = Instant.MIN;
    private int left;
    private volatile Instant heldUntil = Instant.MIN;

    /** Whether the slots that are left begin too early. */
    private volatile boolean tooEarly;

    private synchronized boolean isNew(Instant until) {
      boolean later = until.isAfter(heldUntil);
      if (later) {
        heldUntil = until;
      }
      return later;
    }

    private void hold(Instant until) {
      if (isNew(until)) {
        tooEarly = true;
      }
    }
  }

  /**
   * Waits for the account's next free slot, at most some seconds.
   *
   * @throws AccountHeld when the account is held back for longer
   */
  public void take(String account) throws AccountHeld, InterruptedException {
    do {
      Duration wait = Duration.between(clock.instant(), next(account));
      if (!wait.isNegative() && !wait.isZero()) {
        Thread.sleep(wait.toMillis(), wait.toNanosPart() % 1_000_000);
      }
      // Rivya may have asked for more patience while this caller waited.
    } while (heldUntil(account).isAfter(clock.instant()));
  }

  private Instant next(String account) throws AccountHeld, InterruptedException {
    Mine mine = mine(account);
    Duration interval = Rate.parse(accounts.get(account).rate()).interval();
    // Who has the lock may wait for the database.
    if (!mine.lock.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw AccountHeld.byRate(account, clock.instant().plus(LONGEST_WAIT));
    }
    try {
      Instant now = clock.instant();
      Instant latest = now.plus(LONGEST_WAIT);
      if (mine.heldUntil.isAfter(latest)) {
        throw AccountHeld.byRivya(account, mine.heldUntil);
      }
      // Older slots are left alone: another replica may have been asked to wait since.
      if (mine.left == 0 || mine.tooEarly || mine.next.isBefore(now.minus(BLOCK))) {
        takeBlock(account, mine, interval, latest);
      }
      Instant slot = mine.next;
      mine.next = mine.next.plus(interval);
      mine.left--;
      return slot;
    } finally {
      mine.lock.unlock();
    }
  }

  private void takeBlock(String account, Mine mine, Duration interval, Instant latest)
      throws AccountHeld {
    mine.tooEarly = false;
    int block = (int) Math.max(1, BLOCK.toNanos() / interval.toNanos());
    AccountRows.Slots slots = rows.claimSlots(account, interval, block, latest);
    mine.isNew(slots.blockedUntil());
    if (slots.blockedUntil().isAfter(latest)) {
      throw AccountHeld.byRivya(account, slots.blockedUntil());
    }
    if (slots.first().isAfter(latest)) {
      throw AccountHeld.byRate(account, slots.first());
    }
    mine.next = slots.first();
    mine.left = block;
  }

  /** Nobody calls for the account for so long: neither here nor at another replica. */
  public void hold(String account, Duration time) {
    Instant until = clock.instant().plus(time);
    mine(account).hold(until);
    rows.blockUntil(account, until);
  }

  /** When calls of the account may go out again; in the past when nothing holds them. */
  public Instant heldUntil(String account) {
    return mine(account).heldUntil;
  }

  private Mine mine(String account) {
    return byAccount.computeIfAbsent(account, name -> new Mine());
  }
}
