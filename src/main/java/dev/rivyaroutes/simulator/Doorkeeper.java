package dev.rivyaroutes.simulator;

/**
 * Lets a call in whose key holds, has the scope and is within its rate; operations without a scope
 * need no key.
 */
final class Doorkeeper {

  private final Keys keys;
  private final RateWindow rate;

  Doorkeeper(Keys keys, RateWindow rate) {
    this.keys = keys;
    this.rate = rate;
  }

  Call admit(Call call) {
    String scope = call.route().operation().scope();
    if (scope == null) {
      return call;
    }
    String account = keys.account(call.header("Authorization"), scope);
    rate.admit(account);
    return call.withAccount(account);
  }
}
