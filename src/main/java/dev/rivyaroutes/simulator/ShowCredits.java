package dev.rivyaroutes.simulator;

/** {@code GET /credits}: what the account can spend now. */
final class ShowCredits implements Handler {

  private final Wallets wallets;

  ShowCredits(Wallets wallets) {
    this.wallets = wallets;
  }

  @Override
  public Reply answer(Call call) {
    return Wire.json(200, Wire.object().put("current_credits", wallets.balance(call.account())));
  }
}
