package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Alerts of budgets and balances, stored so that each is logged once over all replicas. */
@Component
public final class CreditAlerts {

  private static final String BALANCE = "balance";
  private static final String INSERT =
      "insert into credit_alert (scope, name, period, mark, percent, at, text)"
          + " values (?, ?, ?, ?, ?, ?, ?)";

  /** An alert as it was logged. */
  public record Alert(String period, int percent, Instant at, String text) {}

  private final JdbcTemplate jdbc;

  public CreditAlerts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Records an alert if its mark is new, and returns its text; the budget must be locked. */
  Optional<String> budget(RemainingBudget budget, Instant now) {
    int mark = budget.mark();
    if (mark == 0 || mark <= recorded(budget)) {
      return Optional.empty();
    }
    insert(
        budget.cap.scope(),
        budget.cap.name(),
        budget.period,
        budget.cap.credits(),
        mark,
        now,
        budget.alert());
    return Optional.of(budget.alert());
  }

  private int recorded(RemainingBudget budget) {
    return jdbc.queryForObject(
        "select coalesce(max(percent), 0) from credit_alert"
            + " where scope = ? and name = ? and period = ? and mark = ?",
        Integer.class,
        budget.cap.scope().column(),
        budget.cap.name(),
        budget.period,
        budget.cap.credits());
  }

  private boolean insert(
      Cap.Scope scope,
      String name,
      String period,
      BigDecimal mark,
      int percent,
      Instant now,
      String text) {
    return Sql.of(INSERT, scope.column(), name, period, mark, percent, now, text).insert(jdbc);
  }

  /** Records the alert that a balance is low; false if there is one already. */
  public boolean recordLowBalance(String account, BigDecimal mark, Instant now, String text) {
    Integer recorded =
        jdbc.queryForObject(
            "select count(*) from credit_alert"
                + " where scope = 'account' and name = ? and period = ?",
            Integer.class,
            account,
            BALANCE);
    if (recorded > 0) {
      return false;
    }
    return insert(Cap.Scope.ACCOUNT, account, BALANCE, mark, 0, now, text);
  }

  /** Clears the alert once the balance is sufficient again. */
  public void clearLowBalance(String account) {
    jdbc.update(
        "delete from credit_alert where scope = 'account' and name = ? and period = ?",
        account,
        BALANCE);
  }

  /** The newest alerts of an account or a flow, newest first. */
  public List<Alert> newest(Cap.Scope scope, String name) {
    return jdbc.query(
        "select period, percent, at, text from credit_alert where scope = ? and name = ?"
            + " order by at desc limit 50",
        (row, n) ->
            new Alert(
                row.getString("period"),
                row.getInt("percent"),
                Columns.instant(row, "at"),
                row.getString("text")),
        scope.column(),
        name);
  }
}
