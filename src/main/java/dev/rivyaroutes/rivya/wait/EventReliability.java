package dev.rivyaroutes.rivya.wait;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Whether an account's events are known to arrive: of the last five tasks that this process saw
 * finished, at least four had their event before the look. It forgets at its end, and then looks
 * often until it knows again, and while Rivya sends none.
 */
@Component
public final class EventReliability {

  private static final int LAST = 0b11111;
  private static final int ENOUGH = 4;

  private final Map<String, Integer> histories = new ConcurrentHashMap<>();
  private final Set<String> disabled = ConcurrentHashMap.newKeySet();

  /** A task has finished, and its event was there before the look, or was not. */
  public void recordFinished(String account, boolean eventFirst) {
    histories.merge(account, eventFirst ? 1 : 0, (history, bit) -> (history << 1 | bit) & LAST);
  }

  /** Rivya has switched the account's endpoint off, or has it on. */
  public void recordEndpoint(String account, boolean off) {
    if (!off) {
      disabled.remove(account);
    } else if (disabled.add(account)) {
      histories.remove(account);
    }
  }

  public boolean isReliable(String account) {
    return !disabled.contains(account)
        && Integer.bitCount(histories.getOrDefault(account, 0)) >= ENOUGH;
  }
}
