package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.credits.AccountRows;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Limits the calls of each account to its configured rate, over all flows and replicas. Slots are
 * reserved in the ledger, in blocks of 100 ms. After a {@code Retry-After} of Rivya no replica
 * calls until its end; then every caller needs a new slot, so that they do not all call at once.
 */
@Component
public final class RateLimiter {

  private static final Duration BLOCK = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Accounts accounts;
  private final AccountRows rows;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Map<String, Slots> byAccount = new ConcurrentHashMap<>();

  RateLimiter(Accounts accounts, AccountRows rows, Clock clock, MeterRegistry meters) {
    this.accounts = accounts;
    this.rows = rows;
    this.clock = clock;
    this.meters = meters;
  }

  /** The slots of an account that this process has reserved. */
  private static final class Slots {
    private final ReentrantLock lock = new ReentrantLock();
    private Instant next = Instant.MIN;
    private int left;
    private volatile Instant backOffUntil = Instant.MIN;

    /** Whether the remaining slots were reserved before the account had to back off. */
    private volatile boolean outdated;

    private synchronized boolean extendBackOff(Instant until) {
      boolean later = until.isAfter(backOffUntil);
      if (later) {
        backOffUntil = until;
      }
      return later;
    }
  }

  /**
   * Waits for the account's next free slot, at most ten seconds.
   *
   * @throws AccountThrottled when the account may not call before that
   */
  public void take(String account) throws AccountThrottled, InterruptedException {
    long begun = System.nanoTime();
    String outcome = "throttled";
    try {
      await(account);
      outcome = "called";
    } finally {
      measure(account, outcome, System.nanoTime() - begun);
    }
  }

  private void measure(String account, String outcome, long nanos) {
    Timer.builder("rivya.rate.wait")
        .description("How long calls waited for the account's rate, and whether they could go out")
        .tag("account", account)
        .tag("outcome", outcome)
        .register(meters)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private void await(String account) throws AccountThrottled, InterruptedException {
    do {
      Duration wait = Duration.between(clock.instant(), next(account));
      if (!wait.isNegative() && !wait.isZero()) {
        Thread.sleep(wait.toMillis(), wait.toNanosPart() % 1_000_000);
      }
      // The account may have had to back off while this caller waited.
    } while (backOffUntil(account).isAfter(clock.instant()));
  }

  private Instant next(String account) throws AccountThrottled, InterruptedException {
    Slots slots = slots(account);
    Duration interval = Rate.parse(accounts.get(account).rate()).interval();
    // The thread that holds the lock may be waiting for the database.
    if (!slots.lock.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw AccountThrottled.byRate(account, clock.instant().plus(LONGEST_WAIT));
    }
    try {
      Instant now = clock.instant();
      Instant latest = now.plus(LONGEST_WAIT);
      if (slots.backOffUntil.isAfter(latest)) {
        throw AccountThrottled.byRivya(account, slots.backOffUntil);
      }
      // Older slots are not used: another replica may have had to back off since.
      if (slots.left == 0 || slots.outdated || slots.next.isBefore(now.minus(BLOCK))) {
        reserve(account, slots, interval, latest);
      }
      Instant slot = slots.next;
      slots.next = slots.next.plus(interval);
      slots.left--;
      return slot;
    } finally {
      slots.lock.unlock();
    }
  }

  private void reserve(String account, Slots slots, Duration interval, Instant latest)
      throws AccountThrottled {
    slots.outdated = false;
    int block = (int) Math.max(1, BLOCK.toNanos() / interval.toNanos());
    AccountRows.Slots reserved = rows.claimSlots(account, interval, block, latest);
    slots.extendBackOff(reserved.blockedUntil());
    if (reserved.blockedUntil().isAfter(latest)) {
      throw AccountThrottled.byRivya(account, reserved.blockedUntil());
    }
    if (reserved.first().isAfter(latest)) {
      throw AccountThrottled.byRate(account, reserved.first());
    }
    slots.next = reserved.first();
    slots.left = block;
  }

  /** Makes no call for the account during this time, on any replica. */
  public void backOff(String account, Duration time) {
    Instant until = clock.instant().plus(time);
    Slots slots = slots(account);
    if (slots.extendBackOff(until)) {
      slots.outdated = true;
    }
    rows.blockUntil(account, until);
  }

  /** When the account may call again; in the past when it need not back off. */
  public Instant backOffUntil(String account) {
    return slots(account).backOffUntil;
  }

  private Slots slots(String account) {
    return byAccount.computeIfAbsent(account, name -> new Slots());
  }
}
