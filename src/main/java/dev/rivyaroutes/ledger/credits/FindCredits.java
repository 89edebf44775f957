package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.credits.AccountRows.Pause;
import dev.rivyaroutes.ledger.credits.Balances.Balance;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.credits.CreditAlerts.Alert;
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
  private final Balances balances;
  private final CreditAlerts alerts;
  private final Clock clock;

  public FindCredits(
      JdbcTemplate jdbc,
      Budgets budgets,
      AccountRows accounts,
      Balances balances,
      CreditAlerts alerts,
      Clock clock) {
    this.jdbc = jdbc;
    this.budgets = budgets;
    this.accounts = accounts;
    this.balances = balances;
    this.alerts = alerts;
    this.clock = clock;
  }

  public record Spent(String flow, LocalDate day, BigDecimal reserved, BigDecimal spent) {}

  /** A cap, and how much of it is used in a period such as 2026-11-23 or 2026-11. */
  public record Budget(
      String scope, String name, String period, BigDecimal cap, BigDecimal used, String key) {}

  /**
   * The current state of an account.
   *
   * @param reserved the reservations of jobs that are not settled
   * @param pause why the account is paused; null if it is not
   */
  public record Account(
      String name, Balance balance, BigDecimal reserved, BigDecimal spentToday, Pause pause) {}

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

  public Account account(String name) {
    LocalDate today = today();
    return new Account(
        name,
        balances.latest(name).orElse(null),
        sum("select coalesce(sum(reserved), 0) from spend where account = ?", name),
        sum(
            "select coalesce(sum(spent), 0) from spend where account = ? and spent_on = ?",
            name,
            today),
        accounts.pause(name).orElse(null));
  }

  /** The details of an account; empty if none of this name is configured. */
  public Optional<Details> details(String name) {
    if (!names().contains(name)) {
      return Optional.empty();
    }
    List<Spent> spent = spent(name);
    List<Budget> caps = new ArrayList<>(budgets(Scope.ACCOUNT, name));
    List<Alert> all = new ArrayList<>(alerts.newest(Scope.ACCOUNT, name));
    spent.stream()
        .map(Spent::flow)
        .distinct()
        .forEach(
            flow -> {
              caps.addAll(budgets(Scope.FLOW, flow));
              all.addAll(alerts.newest(Scope.FLOW, flow));
            });
    return Optional.of(
        new Details(account(name), balances.newest(name, BALANCES), spent, caps, all));
  }

  private List<Spent> spent(String account) {
    return jdbc.query(
        "select flow, spent_on, reserved, spent from spend where account = ? and spent_on > ?"
            + " order by spent_on desc, flow",
        (row, n) ->
            new Spent(
                row.getString("flow"),
                Columns.day(row, "spent_on"),
                Columns.credits(row, "reserved"),
                Columns.credits(row, "spent")),
        account,
        today().minusDays(DAYS));
  }

  private List<Budget> budgets(Scope scope, String name) {
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

  private BigDecimal sum(String query, Object... values) {
    return jdbc.queryForObject(query, Columns.credits(), values);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
