package dev.rivyaroutes.rivya.wait;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Whether an account's events arrive reliably: for at least four of the last five finished tasks,
 * the event came before the poll. The history is in memory only, so polls are frequent after a
 * start.
 */
@Component
public final class EventReliability {

  private static final int LAST = 0b11111;
  private static final int ENOUGH = 4;

  private final Map<String, Integer> histories = new ConcurrentHashMap<>();
  private final Set<String> disabled = ConcurrentHashMap.newKeySet();

  /** Records a finished task, and whether its event came before the poll. */
  public void recordFinished(String account, boolean eventFirst) {
    histories.merge(account, eventFirst ? 1 : 0, (history, bit) -> (history << 1 | bit) & LAST);
  }

  public void recordEndpoint(String account, boolean isDisabled) {
    if (!isDisabled) {
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
