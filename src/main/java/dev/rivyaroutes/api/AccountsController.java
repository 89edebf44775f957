package dev.rivyaroutes.api;

import dev.rivyaroutes.account.TrackAvailability;
import dev.rivyaroutes.account.TrackAvailability.Availability;
import dev.rivyaroutes.engine.upkeep.RefreshBalance;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.ledger.credits.AccountRows.Pause;
import dev.rivyaroutes.ledger.credits.FindCredits;
import dev.rivyaroutes.ledger.job.Visibility;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the accounts and their credits. */
@RestController
@RequestMapping("/api/accounts")
class AccountsController {

  private final FindCredits credits;
  private final RefreshBalance balance;
  private final TrackAvailability availability;
  private final Visible visible;
  private final Links links;

  AccountsController(
      FindCredits credits,
      RefreshBalance balance,
      TrackAvailability availability,
      Visible visible,
      Links links) {
    this.visible = visible;
    this.availability = availability;
    this.credits = credits;
    this.balance = balance;
    this.links = links;
  }

  @GetMapping
  Map<String, Object> list(Principal principal) {
    return list(Caller.of(principal).sees());
  }

  Map<String, Object> list(Visibility sees) {
    return Map.of(
        "accounts", visible.accounts(sees).stream().map(name -> account(name, sees)).toList());
  }

  Map<String, Object> account(String name, Visibility sees) {
    return account(credits.account(name, sees));
  }

  /** One account with its spending, budgets and balances. */
  @GetMapping("/{name}/credits")
  Map<String, Object> credits(@PathVariable("name") String name, Principal principal) {
    Visibility sees = Caller.of(principal).sees();
    if (!visible.accounts(sees).contains(name)) {
      throw unknown();
    }
    balance.read(name);
    FindCredits.Details details =
        credits.details(name, sees).orElseThrow(AccountsController::unknown);
    Map<String, Object> document = account(details.account());
    document.put("budgets", details.budgets());
    document.put("spent", details.spent());
    document.put("balances", details.balances());
    document.put("alerts", details.alerts());
    return document;
  }

  static Problem unknown() {
    return Problem.of(
        404, "unknown-account", "There is no account of this name that the caller may read.");
  }

  private Map<String, Object> account(FindCredits.Account account) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", account.name());
    if (account.balance() != null) {
      document.put("balance", account.balance().credits());
      document.put("balance_at", account.balance().at());
    }
    document.put("reserved", account.reserved());
    document.put("spent_today", account.spentToday());
    if (account.pause() != null) {
      document.put("pause", pause(account.pause()));
    }
    if (account.ordered() != null) {
      document.put("pause_order", account.ordered());
    }
    put(availability.of(account.name()), document);
    document.put("url", links.credits(account.name()));
    return document;
  }

  private static void put(Availability availability, Map<String, Object> document) {
    if (availability.lastAnswer() != null) {
      document.put("last_answer_at", availability.lastAnswer());
    }
    if (availability.unavailableSince() != null) {
      Map<String, Object> trouble = new LinkedHashMap<>();
      trouble.put("since", availability.unavailableSince());
      trouble.put("text", availability.reason());
      document.put("no_answer", trouble);
    }
  }

  private static Map<String, Object> pause(Pause pause) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("trouble", pause.cause().trouble());
    document.put("code", pause.cause().code());
    document.put("text", pause.cause().text());
    document.put("request_id", pause.cause().requestId());
    document.put("since", pause.since());
    document.put("retry_at", pause.retryAt());
    return document;
  }
}
