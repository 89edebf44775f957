package dev.rivyaroutes.simulator.account;

import dev.rivyaroutes.simulator.server.ApiError;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A window of one second for each account; calls above the number are refused until the next one
 * begins.
 */
public final class RateWindow {

  private record Window(long second, int calls) {}

  private final Map<String, Window> windows = new ConcurrentHashMap<>();
  private final int callsPerSecond;
  private final Clock clock;

  public RateWindow(int callsPerSecond, Clock clock) {
    this.callsPerSecond = callsPerSecond;
    this.clock = clock;
  }

  void admit(String account) {
    if (callsPerSecond == 0) {
      return;
    }
    long second = Math.floorDiv(clock.millis(), 1000L);
    Window window =
        windows.compute(
            account,
            (any, now) ->
                now == null || now.second() != second
                    ? new Window(second, 1)
                    : new Window(second, now.calls() + 1));
    if (window.calls() > callsPerSecond) {
      throw ApiError.rateLimited(1);
    }
  }
}
