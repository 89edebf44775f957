package dev.rivyaroutes.account;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.credits.AccountOrders;
import dev.rivyaroutes.ledger.credits.AccountOrders.OrderedPause;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.RecordOrders;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Carries out the orders to pause an account, and to resume it. */
@Component
public class PauseAccounts {

  private static final Logger LOG = LoggerFactory.getLogger(PauseAccounts.class);

  /** How many batches of jobs are released before the order is answered. */
  private static final int BATCHES = 20;

  private final AccountOrders pauses;
  private final AccountGate gate;
  private final RecordOrders orders;
  private final Clock clock;

  PauseAccounts(AccountOrders pauses, AccountGate gate, RecordOrders orders, Clock clock) {
    this.pauses = pauses;
    this.gate = gate;
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * Pauses an account of the configuration. This replica sends nothing more that is paid for when
   * this returns, the others a second later.
   *
   * @throws OrderRefused if an order has paused it already
   */
  public void pause(String account, Order order) throws OrderRefused {
    Instant now = clock.instant();
    OrderedPause pause = new OrderedPause(order.by(), order.reason(), now);
    String text =
        "Nothing that is paid for is sent for account %s. What Rivya has already is polled and delivered."
            .formatted(account);
    boolean paused =
        pauses.pause(account, pause, order.done(Action.PAUSE_ACCOUNT, account, text, now));
    gate.forgetOrders();
    if (!paused) {
      throw orders.refusal(
          order,
          Action.PAUSE_ACCOUNT,
          account,
          "Account %s is paused by an order already.".formatted(account));
    }
    LOG.info("{} {}", pause.text(account), text);
  }

  /**
   * Resumes an account that an order has paused. A pause that Rivya causes stays.
   *
   * @throws OrderRefused if no order has paused it
   */
  public void resume(String account, Order order) throws OrderRefused {
    String text = "Account %s is resumed. Its jobs continue.".formatted(account);
    boolean resumed =
        pauses.resume(account, order.done(Action.RESUME_ACCOUNT, account, text, clock.instant()));
    gate.forgetOrders();
    if (!resumed) {
      throw orders.refusal(
          order,
          Action.RESUME_ACCOUNT,
          account,
          "Account %s is not paused by an order.".formatted(account));
    }
    LOG.info("{} It was resumed by {}.", text, order.by());
    try {
      pauses.releaseOf(account, BATCHES);
    } catch (DataAccessException e) {
      LOG.warn("Its jobs continue within a minute: {}", PlainWords.of(e));
    }
  }
}
