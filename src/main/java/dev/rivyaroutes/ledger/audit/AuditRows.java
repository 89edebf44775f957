package dev.rivyaroutes.ledger.audit;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Lengths;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes and reads the rows of orders. */
public final class AuditRows {

  private AuditRows() {}

  /** The row, to be added to the transaction that carries the order out. */
  public static Sql insert(AuditEntry entry) {
    return Sql.of(
        "insert into audit (id, at, caller, role, login, action, thing_kind, thing, reason, outcome,"
            + " text, bulk_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.id(),
        entry.at(),
        Lengths.truncate(entry.author().name(), Lengths.CALLER),
        entry.author().role(),
        entry.author().login(),
        entry.action().word(),
        entry.action().thing().word(),
        entry.thing(),
        Cause.truncated(entry.reason()),
        entry.outcome().word(),
        Cause.truncated(entry.outcome().text()),
        entry.bulkId());
  }

  static AuditEntry read(ResultSet row, int n) throws SQLException {
    return new AuditEntry(
        row.getString("id"),
        Columns.instant(row, "at"),
        new Author(row.getString("caller"), row.getString("role"), row.getString("login")),
        Action.fromColumn(row.getString("action")),
        row.getString("thing"),
        row.getString("reason"),
        new AuditEntry.Outcome(
            row.getString("outcome").equals(AuditEntry.Outcome.DONE), row.getString("text")),
        row.getString("bulk_id"));
  }
}
