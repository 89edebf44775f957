package dev.rivyaroutes.simulator.account;

import dev.rivyaroutes.simulator.server.ApiError;
import dev.rivyaroutes.simulator.server.Call;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Authorizes a call: its key must be valid, have the scope and be within its rate; operations
 * without a scope need no key. The rate is counted for each account in windows of one second.
 */
public final class AuthorizeCall {

  private record Window(long second, int calls) {}

  private final Map<String, Window> windows = new ConcurrentHashMap<>();
  private final Keys keys;
  private final int callsPerSecond;
  private final Clock clock;

  /**
   * @param callsPerSecond of each account; 0 for no limit
   */
  public AuthorizeCall(Keys keys, int callsPerSecond, Clock clock) {
    this.keys = keys;
    this.callsPerSecond = callsPerSecond;
    this.clock = clock;
  }

  public Call admit(Call call) {
    String scope = call.route().operation().scope();
    if (scope == null) {
      return call;
    }
    String account = keys.account(call.header("Authorization"), scope);
    countCall(account);
    return call.withAccount(account);
  }

  private void countCall(String account) {
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
