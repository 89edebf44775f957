package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.ledger.credits.Balances;
import dev.rivyaroutes.ledger.credits.FindSpending;
import dev.rivyaroutes.ledger.credits.FindSpending.Sum;
import dev.rivyaroutes.ledger.credits.ForecastCredits;
import dev.rivyaroutes.ledger.job.Visibility;
import java.security.Principal;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What was spent by day, flow, account and model, the balances, and how long they last. */
@Controller
class SpendingPage {

  private static final int BALANCES = 200;

  private final FindSpending spending;
  private final ForecastCredits forecasts;
  private final Balances balances;
  private final Visible visible;

  SpendingPage(
      FindSpending spending, ForecastCredits forecasts, Balances balances, Visible visible) {
    this.spending = spending;
    this.forecasts = forecasts;
    this.balances = balances;
    this.visible = visible;
  }

  /**
   * The balances of an account.
   *
   * @param line null where there is only one
   */
  record Curve(String account, Balances.Balance latest, Charts.Line line) {}

  @GetMapping("/console/credits")
  String show(Principal principal, Model page) {
    Visibility sees = Caller.of(principal).sees();
    FindSpending.Spending month = spending.month(sees);
    page.addAttribute("month", month);
    page.addAttribute("failed", month.failed().stream().mapToLong(FindSpending.Failed::jobs).sum());
    page.addAttribute("days", bars(month.days()));
    page.addAttribute("flows", bars(month.flows()));
    page.addAttribute("accounts", bars(month.accounts()));
    page.addAttribute("models", bars(month.models()));
    page.addAttribute("forecasts", forecasts.all(month, sees));
    page.addAttribute("paceDays", ForecastCredits.DAYS);
    page.addAttribute("curves", curves(sees));
    return "console/credits";
  }

  private static List<Charts.Bar> bars(List<Sum> sums) {
    return Charts.bars(sums, Sum::name, Sum::spent);
  }

  /** A balance is of all flows together. */
  private List<Curve> curves(Visibility sees) {
    return !sees.isOfAllFlows()
        ? List.of()
        : visible.accounts(sees).stream()
            .map(
                account -> {
                  List<Balances.Balance> newest = balances.newest(account, BALANCES);
                  return newest.isEmpty()
                      ? null
                      : new Curve(account, newest.get(0), Charts.line(newest));
                })
            .filter(curve -> curve != null)
            .toList();
  }
}
