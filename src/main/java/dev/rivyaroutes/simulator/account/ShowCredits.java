package dev.rivyaroutes.simulator.account;

import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;

/** {@code GET /credits}: what the account can spend now. */
public final class ShowCredits implements Handler {

  private final Wallets wallets;

  public ShowCredits(Wallets wallets) {
    this.wallets = wallets;
  }

  @Override
  public Reply answer(Call call) {
    return ApiJson.json(
        200, ApiJson.object().put("current_credits", wallets.balance(call.account())));
  }
}
