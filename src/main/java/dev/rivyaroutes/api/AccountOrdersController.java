package dev.rivyaroutes.api;

import dev.rivyaroutes.account.PauseAccounts;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.NamedOrder;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Takes the orders to pause an account, and to resume it. */
@RestController
@RequestMapping("/api/accounts/{account}")
class AccountOrdersController {

  private final PauseAccounts pauses;
  private final AccountsController accounts;
  private final Visible visible;
  private final ReceiveOrderBody receive;

  AccountOrdersController(
      PauseAccounts pauses,
      AccountsController accounts,
      Visible visible,
      ReceiveOrderBody receive) {
    this.pauses = pauses;
    this.accounts = accounts;
    this.visible = visible;
    this.receive = receive;
  }

  /** Sends nothing more for the account that is paid for. */
  @PostMapping("/pause")
  DeferredResult<Map<String, Object>> pause(
      @PathVariable("account") String name, Principal principal, HttpServletRequest request)
      throws IOException {
    return take(name, principal, request, pauses::pause);
  }

  /** Ends the pause that an order has made. */
  @PostMapping("/resume")
  DeferredResult<Map<String, Object>> resume(
      @PathVariable("account") String name, Principal principal, HttpServletRequest request)
      throws IOException {
    return take(name, principal, request, pauses::resume);
  }

  private DeferredResult<Map<String, Object>> take(
      String name, Principal principal, HttpServletRequest request, NamedOrder order)
      throws IOException {
    if (!visible.accounts(Visibility.ALL).contains(name)) {
      throw AccountsController.unknown();
    }
    return receive.receive(
        request, principal, name, order, given -> accounts.account(name, given.sees()));
  }
}
