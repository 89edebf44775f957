package dev.rivyaroutes.access;

import dev.rivyaroutes.LatestEntries;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Counts wrong passwords, and says how long the next try must wait. Counted are pairs of a name and
 * an address, and addresses. A name alone delays only addresses that have failed for it already: a
 * first try from elsewhere is always taken, so that a stranger cannot lock a user out.
 */
final class LoginDelays {
  private static final int MOST = 10_000;
  private static final int OF_PAIR = 5;
  private static final int OF_NAME = 20;
  private static final int OF_ADDRESS = 20;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final Map<String, Failures> pairs = LatestEntries.lastUsed(MOST);
  private final Map<String, Failures> names = LatestEntries.lastUsed(MOST);
  private final Map<String, Failures> addresses = LatestEntries.lastUsed(MOST);

  private record Failures(int count, Instant last) {
    Duration left(Instant now, int free) {
      if (count < free) {
        return Duration.ZERO;
      }
      long seconds = Math.min(LONGEST.toSeconds(), 1L << Math.min(count - free, 16));
      Duration left = Duration.between(now, last.plusSeconds(seconds));
      return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isOld(Instant now) {
      return now.isAfter(last.plus(FORGOTTEN));
    }
  }

  /** How long the next try must wait; zero when it may come now. */
  synchronized Duration left(String name, String address, Instant now) {
    Duration pair = left(pairs, pair(name, address), now, OF_PAIR);
    Duration ofAddress = left(addresses, address, now, OF_ADDRESS);
    Duration ofName =
        pairs.containsKey(pair(name, address)) ? left(names, name, now, OF_NAME) : Duration.ZERO;
    return longer(pair, longer(ofAddress, ofName));
  }

  synchronized void failed(String name, String address, Instant now) {
    count(pairs, pair(name, address), now);
    count(names, name, now);
    count(addresses, address, now);
  }

  /** Others may share the address, so what it failed for other names stays. */
  synchronized void succeeded(String name, String address) {
    pairs.remove(pair(name, address));
  }

  private static Duration left(Map<String, Failures> all, String key, Instant now, int free) {
    Failures failures = all.get(key);
    return failures == null || failures.isOld(now) ? Duration.ZERO : failures.left(now, free);
  }

  private static void count(Map<String, Failures> all, String key, Instant now) {
    Failures before = all.get(key);
    all.put(key, new Failures(before == null || before.isOld(now) ? 1 : before.count() + 1, now));
  }

  /** Names have any characters, addresses have no space. */
  private static String pair(String name, String address) {
    return address + " " + name;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
