package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Page;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.http.events.OperateWebhook;
import dev.rivyaroutes.ledger.events.FindEvents;
import dev.rivyaroutes.ledger.events.FindEvents.ReceivedEvent;
import dev.rivyaroutes.ledger.orders.Order;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The webhook endpoints of the accounts, their events, and the orders to test and to rotate. */
@Controller
class WebhooksPage {
  private static final int SIZE = 50;

  private final OperateWebhook webhook;
  private final FindEvents events;
  private final Visible visible;

  WebhooksPage(OperateWebhook webhook, FindEvents events, Visible visible) {
    this.webhook = webhook;
    this.events = events;
    this.visible = visible;
  }

  /**
   * An account.
   *
   * @param facts its endpoint; null if the program registers none
   * @param newest its newest event; null if none came
   */
  record Endpoint(String account, Map<String, Object> facts, ReceivedEvent newest) {}

  @GetMapping("/console/webhooks")
  String list(Principal principal, Model page) {
    page.addAttribute(
        "endpoints",
        visible.accounts(Caller.of(principal).sees()).stream().map(this::endpoint).toList());
    return "console/webhooks";
  }

  private Endpoint endpoint(String account) {
    return new Endpoint(
        account,
        facts(account, false),
        events.newest(account, null, 1).stream().findFirst().orElse(null));
  }

  private Map<String, Object> facts(String account, boolean rivya) {
    if (!webhook.isEnabled(account)) {
      return null;
    }
    return rivya ? webhook.factsWithDeliveries(account) : webhook.facts(account);
  }

  /**
   * @param before the last event of the page before
   * @param rivya whether Rivya is asked for its newest deliveries; then the page does not update
   *     itself, because each time would be a call
   */
  @GetMapping("/console/accounts/{account}/webhook")
  ModelAndView show(
      @PathVariable("account") String account,
      @RequestParam(name = "before", required = false) String before,
      @RequestParam(name = "rivya", defaultValue = "false") boolean rivya) {
    Map<String, Object> facts = facts(account, rivya);
    List<ReceivedEvent> found = events.newest(account, before, SIZE + 1);
    Page<ReceivedEvent> shown = Page.of(found, SIZE, ReceivedEvent::id);
    ModelAndView page = new ModelAndView("console/webhook");
    page.addObject("account", account);
    page.addObject("facts", facts);
    page.addObject("rivya", rivya);
    page.addObject("events", shown.rows());
    page.addObject("next", shown.next());
    return page;
  }

  @PostMapping("/console/accounts/{account}/webhook/test")
  ModelAndView test(
      @PathVariable("account") String account,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      Principal principal) {
    return take(account, reason, principal, order -> webhook.test(account, order));
  }

  @PostMapping("/console/accounts/{account}/webhook/rotate")
  ModelAndView rotate(
      @PathVariable("account") String account,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      Principal principal) {
    return take(account, reason, principal, order -> webhook.rotate(account, order));
  }

  /** Shows the page again, by a new call so that a reload orders nothing. */
  private ModelAndView take(
      String account, String reason, Principal principal, Consumer<Order> give) {
    try {
      give.accept(Caller.of(principal).order(reason));
    } catch (Problem e) {
      if (e.status() == 404) {
        throw e;
      }
      ModelAndView page = show(account, null, false);
      page.setStatus(HttpStatusCode.valueOf(e.status()));
      page.addObject("refused", e.detail());
      return page;
    }
    return new ModelAndView("redirect:/console/accounts/" + account + "/webhook");
  }
}
