package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.ledger.credits.FindSpending;
import dev.rivyaroutes.ledger.credits.FindSpending.Sum;
import dev.rivyaroutes.ledger.credits.ForecastCredits;
import dev.rivyaroutes.ledger.job.Visibility;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what was spent in a month, and when caps and balances are used up at this pace. */
@RestController
class CreditsController {

  private final FindSpending spending;
  private final ForecastCredits forecasts;

  CreditsController(FindSpending spending, ForecastCredits forecasts) {
    this.spending = spending;
    this.forecasts = forecasts;
  }

  @GetMapping("/api/credits")
  Map<String, Object> show(Principal principal) {
    Visibility sees = Caller.of(principal).sees();
    FindSpending.Spending month = spending.month(sees);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("since", month.since());
    document.put("spent", month.all().spent());
    document.put("reserved", month.all().reserved());
    document.put("refunded", month.all().refunded());
    document.put("days", sums("day", month.days()));
    document.put("flows", sums("flow", month.flows()));
    document.put("accounts", sums("account", month.accounts()));
    document.put("models", sums("model", month.models()));
    document.put("failed", month.failed());
    document.put("forecasts", forecasts.all(month, sees));
    return document;
  }

  private static List<Map<String, Object>> sums(String what, List<Sum> sums) {
    return sums.stream().map(sum -> sum(what, sum)).toList();
  }

  private static Map<String, Object> sum(String what, Sum sum) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(what, sum.name());
    document.put("spent", sum.spent());
    document.put("reserved", sum.reserved());
    document.put("refunded", sum.refunded());
    return document;
  }
}
