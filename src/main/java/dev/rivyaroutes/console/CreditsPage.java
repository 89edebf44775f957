package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.ledger.credits.FindCredits;
import dev.rivyaroutes.ledger.job.Visibility;
import java.math.BigDecimal;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What an account has spent by day and flow, its budgets and its balances. */
@Controller
class CreditsPage {

  private final FindCredits credits;
  private final Visible visible;
  private final Clock clock;

  CreditsPage(FindCredits credits, Visible visible, Clock clock) {
    this.visible = visible;
    this.clock = clock;
    this.credits = credits;
  }

  @GetMapping("/console/accounts/{name}")
  String show(@PathVariable("name") String name, Principal principal, Model page) {
    Visibility sees = Caller.of(principal).sees();
    FindCredits.Details details =
        Optional.of(name)
            .filter(visible.accounts(sees)::contains)
            .flatMap(found -> credits.details(found, sees))
            .orElseThrow(
                () ->
                    Problem.of(
                        404,
                        "unknown-account",
                        "There is no account of this name that you may read."));
    page.addAttribute("details", details);
    page.addAttribute("days", days(details.spent()));
    page.addAttribute("flows", byFlow(details.spent()));
    page.addAttribute("line", Charts.line(details.balances()));
    return "console/account";
  }

  /** The days of a month until today, in UTC. */
  private List<Charts.Bar> days(List<FindCredits.Spent> spent) {
    Map<LocalDate, BigDecimal> byDay = new TreeMap<>();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    today
        .minusDays(FindCredits.DAYS - 1)
        .datesUntil(today.plusDays(1))
        .forEach(day -> byDay.put(day, BigDecimal.ZERO));
    spent.forEach(one -> byDay.merge(one.day(), one.spent(), BigDecimal::add));
    return Charts.bars(
        List.copyOf(byDay.entrySet()), day -> day.getKey().toString(), Map.Entry::getValue);
  }

  private static Map<String, BigDecimal> byFlow(List<FindCredits.Spent> spent) {
    Map<String, BigDecimal> byFlow = new TreeMap<>();
    spent.forEach(one -> byFlow.merge(one.flow(), one.spent(), BigDecimal::add));
    return byFlow;
  }
}
