package dev.rivyaroutes.simulator.account;

import dev.rivyaroutes.simulator.server.Call;

/**
 * Authorizes a call: its key must be valid, have the scope and be within its rate; operations
 * without a scope need no key.
 */
public final class AuthorizeCall {

  private final Keys keys;
  private final RateWindow rate;

  public AuthorizeCall(Keys keys, RateWindow rate) {
    this.keys = keys;
    this.rate = rate;
  }

  public Call admit(Call call) {
    String scope = call.route().operation().scope();
    if (scope == null) {
      return call;
    }
    String account = keys.account(call.header("Authorization"), scope);
    rate.admit(account);
    return call.withAccount(account);
  }
}
