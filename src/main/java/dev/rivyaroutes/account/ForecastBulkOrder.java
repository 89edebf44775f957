package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.bulk.BulkPlan;
import dev.rivyaroutes.ledger.credits.Balances;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.credits.FindCredits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a bulk order means for the accounts that pay, for callers who see all flows. */
@Component
public class ForecastBulkOrder {

  private final FindCredits credits;
  private final Balances balances;
  private final Accounts accounts;

  ForecastBulkOrder(FindCredits credits, Balances balances, Accounts accounts) {
    this.credits = credits;
    this.balances = balances;
    this.accounts = accounts;
  }

  /**
   * An account that pays.
   *
   * @param balance the last known balance; null if it is unknown
   * @param after the balance if the most is paid; null if it is unknown
   * @param duration how long it takes at least to send the jobs at the account's rate
   */
  public record OfAccount(
      String account,
      long jobs,
      BigDecimal least,
      BigDecimal most,
      BigDecimal balance,
      BigDecimal after,
      Duration duration) {}

  /** A cap, and how much of it is used now and if the most is paid in this period. */
  public record OfCap(
      String key, String period, BigDecimal cap, BigDecimal used, BigDecimal after) {
    public boolean exceeded() {
      return after.compareTo(cap) > 0;
    }
  }

  public record Forecast(List<OfAccount> accounts, List<OfCap> caps) {}

  /** Empty lists for a bulk order that pays nothing. */
  public Forecast of(BulkPlan plan) {
    List<OfAccount> paying = new ArrayList<>();
    List<OfCap> caps = new ArrayList<>();
    if (plan.most().signum() == 0 && plan.unpriced() == 0) {
      return new Forecast(paying, caps);
    }
    sums(plan, Scope.ACCOUNT)
        .forEach(
            (name, sum) -> {
              if (credits.names().contains(name)) {
                paying.add(account(name, sum));
                caps.addAll(caps(Scope.ACCOUNT, name, sum.most));
              }
            });
    sums(plan, Scope.FLOW).forEach((name, sum) -> caps.addAll(caps(Scope.FLOW, name, sum.most)));
    return new Forecast(paying, caps);
  }

  private record Sum(long jobs, BigDecimal least, BigDecimal most) {
    static Sum of(BulkPlan.Share share) {
      return new Sum(share.jobs(), share.least(), share.most());
    }

    Sum plus(Sum other) {
      return new Sum(jobs + other.jobs, least.add(other.least), most.add(other.most));
    }
  }

  private static Map<String, Sum> sums(BulkPlan plan, Scope scope) {
    Map<String, Sum> sums = new LinkedHashMap<>();
    plan.shares().stream()
        .filter(share -> share.account() != null)
        .forEach(
            share ->
                sums.merge(
                    scope == Scope.ACCOUNT ? share.account() : share.flow(),
                    Sum.of(share),
                    Sum::plus));
    return sums;
  }

  private OfAccount account(String name, Sum sum) {
    BigDecimal balance = balances.latest(name).map(Balances.Balance::credits).orElse(null);
    return new OfAccount(
        name,
        sum.jobs,
        sum.least,
        sum.most,
        balance,
        balance == null ? null : balance.subtract(sum.most),
        Rate.parse(accounts.get(name).rate()).interval().multipliedBy(sum.jobs));
  }

  private List<OfCap> caps(Scope scope, String name, BigDecimal most) {
    return credits.budgets(scope, name).stream()
        .map(
            budget ->
                new OfCap(
                    budget.key(),
                    budget.period(),
                    budget.cap(),
                    budget.used(),
                    budget.used().add(most)))
        .toList();
  }
}
