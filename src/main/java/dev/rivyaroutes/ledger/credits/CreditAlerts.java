package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.job.JobRows;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Alerts of budgets and balances, kept so that each is told once over all replicas. */
@Component
public final class CreditAlerts {

  private static final String BALANCE = "balance";
  private static final String KEEP =
      "insert into credit_alert (scope, name, period, mark, percent, at, text)"
          + " values (?, ?, ?, ?, ?, ?, ?)";

  /** An alert as it was told. */
  public record Alert(String period, int percent, Instant at, String text) {}

  private final JdbcTemplate jdbc;

  public CreditAlerts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The words of an alert that is new; while the budget is locked, so that nobody else tells it.
   */
  Optional<String> budget(RemainingBudget room, Instant now) {
    int mark = room.mark();
    if (mark == 0 || mark <= told(room)) {
      return Optional.empty();
    }
    keep(
        room.cap.scope(),
        room.cap.name(),
        room.period,
        room.cap.credits(),
        mark,
        now,
        room.alert());
    return Optional.of(room.alert());
  }

  private int told(RemainingBudget room) {
    return jdbc.queryForObject(
        "select coalesce(max(percent), 0) from credit_alert"
            + " where scope = ? and name = ? and period = ? and mark = ?",
        Integer.class,
        room.cap.scope().column(),
        room.cap.name(),
        room.period,
        room.cap.credits());
  }

  private void keep(
      Cap.Scope scope,
      String name,
      String period,
      BigDecimal mark,
      int percent,
      Instant now,
      String text) {
    jdbc.update(
        KEEP, scope.column(), name, period, mark, percent, now.atOffset(ZoneOffset.UTC), text);
  }

  /** Keeps the alert that a balance is low; false when it is known already. */
  public boolean recordLowBalance(String account, BigDecimal mark, Instant now, String text) {
    Integer known =
        jdbc.queryForObject(
            "select count(*) from credit_alert"
                + " where scope = 'account' and name = ? and period = ?",
            Integer.class,
            account,
            BALANCE);
    if (known > 0) {
      return false;
    }
    try {
      keep(Cap.Scope.ACCOUNT, account, BALANCE, mark, 0, now, text);
      return true;
    } catch (DuplicateKeyException e) {
      return false; // Another replica has told it at the same moment.
    }
  }

  /** The balance is above again: the next time that it is low is told anew. */
  public void clearLowBalance(String account) {
    jdbc.update(
        "delete from credit_alert where scope = 'account' and name = ? and period = ?",
        account,
        BALANCE);
  }

  /** What was told of an account or a flow, newest first. */
  public List<Alert> newest(Cap.Scope scope, String name) {
    return jdbc.query(
        "select period, percent, at, text from credit_alert where scope = ? and name = ?"
            + " order by at desc fetch first 50 rows only",
        (row, n) ->
            new Alert(
                row.getString("period"),
                row.getInt("percent"),
                JobRows.instant(row, "at"),
                row.getString("text")),
        scope.column(),
        name);
  }
}
