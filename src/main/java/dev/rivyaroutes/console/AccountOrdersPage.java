package dev.rivyaroutes.console;

import dev.rivyaroutes.account.PauseAccounts;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.ledger.orders.NamedOrder;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The orders to pause an account, and to resume it. */
@Controller
@RequestMapping("/console/accounts/{account}")
class AccountOrdersPage {

  private final PauseAccounts pauses;
  private final CreditsPage account;

  AccountOrdersPage(PauseAccounts pauses, CreditsPage account) {
    this.pauses = pauses;
    this.account = account;
  }

  @PostMapping("/pause")
  String pause(
      @PathVariable("account") String name,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      Principal principal,
      Model page,
      HttpServletResponse response) {
    return take(name, reason, principal, page, response, pauses::pause);
  }

  @PostMapping("/resume")
  String resume(
      @PathVariable("account") String name,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      Principal principal,
      Model page,
      HttpServletResponse response) {
    return take(name, reason, principal, page, response, pauses::resume);
  }

  /** Shows the account again, by a new call so that a reload of the page orders nothing. */
  private String take(
      String name,
      String reason,
      Principal principal,
      Model page,
      HttpServletResponse response,
      NamedOrder order) {
    String shown = account.show(name, principal, page);
    try {
      order.carryOut(name, Caller.of(principal).order(reason));
    } catch (OrderRefused e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      page.addAttribute("refused", e.getMessage());
      return shown;
    }
    page.asMap().clear();
    return "redirect:/console/accounts/{account}";
  }
}
