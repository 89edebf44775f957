package dev.rivyaroutes.http.events;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Permits one log line a minute for each name, so that strangers cannot fill the log. */
final class OncePerMinute {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Map<String, Long> last = new ConcurrentHashMap<>();

  boolean permits(String name) {
    long now = System.nanoTime();
    Long before = last.get(name);
    if (before != null && now - before < MINUTE) {
      return false;
    }
    return before == null ? last.putIfAbsent(name, now) == null : last.replace(name, before, now);
  }
}
