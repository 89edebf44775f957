package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.credits.AccountOrders.OrderedPause;
import dev.rivyaroutes.ledger.credits.AccountRows.Pause;
import dev.rivyaroutes.ledger.credits.Balances.Balance;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.credits.CreditAlerts.Alert;
import dev.rivyaroutes.ledger.job.Visibility;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads the credits of accounts for display; days and months are in UTC. */
@Component
public class FindCredits {

  /** How many days of spending are shown. */
  public static final int DAYS = 31;

  private static final int BALANCES = 100;

  private final JdbcTemplate jdbc;
  private final Budgets budgets;
  private final AccountRows accounts;
  private final AccountOrders orders;
  private final Balances balances;
  private final CreditAlerts alerts;
  private final Clock clock;

  public FindCredits(
      JdbcTemplate jdbc,
      Budgets budgets,
      AccountRows accounts,
      AccountOrders orders,
      Balances balances,
      CreditAlerts alerts,
      Clock clock) {
    this.jdbc = jdbc;
    this.budgets = budgets;
    this.accounts = accounts;
    this.orders = orders;
    this.balances = balances;
    this.alerts = alerts;
    this.clock = clock;
  }

  public record Spent(String flow, LocalDate day, BigDecimal reserved, BigDecimal spent) {}

  /** A cap, and how much of it is used in a period such as 2026-11-23 or 2026-11. */
  public record Budget(
      String scope, String name, String period, BigDecimal cap, BigDecimal used, String key) {}

  /**
   * The current state of an account, its sums only of the flows that the caller sees.
   *
   * @param balance null if it is not known, or the caller does not see all flows
   * @param reserved the reservations of jobs that are not settled
   * @param pause why Rivya has caused a pause of the account; null if it has not
   * @param ordered the pause that a person ordered; null if nobody did
   */
  public record Account(
      String name,
      Balance balance,
      BigDecimal reserved,
      BigDecimal spentToday,
      Pause pause,
      OrderedPause ordered) {}

  /** An account with its newest balances and alerts first, and the credits of a month. */
  public record Details(
      Account account,
      List<Balance> balances,
      List<Spent> spent,
      List<Budget> budgets,
      List<Alert> alerts) {}

  public Set<String> names() {
    return budgets.accounts();
  }

  public Account account(String name, Visibility sees) {
    return account(name, sees, sees.isOfAllFlows() ? balances.latest(name).orElse(null) : null);
  }

  private Account account(String name, Visibility sees, Balance balance) {
    LocalDate today = today();
    return new Account(
        name,
        balance,
        sum(Sql.of("select coalesce(sum(reserved), 0) from spend where account = ?", name), sees),
        sum(
            Sql.of(
                "select coalesce(sum(spent), 0) from spend where account = ? and spent_on = ?",
                name,
                today),
            sees),
        accounts.pause(name).orElse(null),
        orders.of(name).orElse(null));
  }

  /**
   * The details of an account; empty if none of this name is configured. What is of all flows
   * together, such as a balance or a cap of the account, is for callers of all flows.
   */
  public Optional<Details> details(String name, Visibility sees) {
    if (!names().contains(name)) {
      return Optional.empty();
    }
    List<Spent> spent = spent(name, sees);
    List<Balance> newest =
        sees.isOfAllFlows() ? balances.newest(name, BALANCES) : List.<Balance>of();
    List<Budget> caps = new ArrayList<>();
    List<Alert> all = new ArrayList<>();
    if (sees.isOfAllFlows()) {
      caps.addAll(budgets(Scope.ACCOUNT, name));
      all.addAll(alerts.newest(Scope.ACCOUNT, name));
    }
    spent.stream()
        .map(Spent::flow)
        .distinct()
        .forEach(
            flow -> {
              caps.addAll(budgets(Scope.FLOW, flow));
              all.addAll(alerts.newest(Scope.FLOW, flow));
            });
    return Optional.of(
        new Details(
            account(name, sees, newest.isEmpty() ? null : newest.get(0)),
            newest,
            spent,
            caps,
            all));
  }

  private List<Spent> spent(String account, Visibility sees) {
    return Sql.of(
            "select flow, spent_on, sum(reserved) as reserved, sum(spent) as spent from spend"
                + " where account = ? and spent_on > ?",
            account,
            today().minusDays(DAYS))
        .and(sees.onFlow())
        .and(Sql.of(" group by flow, spent_on order by spent_on desc, flow"))
        .query(
            jdbc,
            (row, n) ->
                new Spent(
                    row.getString("flow"),
                    Columns.day(row, "spent_on"),
                    Columns.credits(row, "reserved"),
                    Columns.credits(row, "spent")));
  }

  /** The caps of an account or a flow in their current periods. */
  public List<Budget> budgets(Scope scope, String name) {
    LocalDate today = today();
    return budgets.of(scope, name).stream()
        .map(
            cap ->
                new Budget(
                    scope.column(),
                    name,
                    cap.period().name(today),
                    cap.credits(),
                    budgets.used(cap, today),
                    cap.key()))
        .toList();
  }

  private BigDecimal sum(Sql query, Visibility sees) {
    return query.and(sees.onFlow()).query(jdbc, Columns.credits()).get(0);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
