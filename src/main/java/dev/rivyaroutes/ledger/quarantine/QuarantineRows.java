package dev.rivyaroutes.ledger.quarantine;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.ReplayOrder;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Reads the rows of quarantined messages. */
final class QuarantineRows {

  private QuarantineRows() {}

  static QuarantinedMessage read(ResultSet row, int n) throws SQLException {
    return new QuarantinedMessage(
        row.getString("id"),
        new RefusedMessage(
            new MessageKey(
                row.getString("route"),
                row.getString("source"),
                row.getString("caller"),
                row.getString("source_id")),
            row.getString("flow"),
            row.getString("name"),
            new Refusal(row.getString("code"), row.getString("reason"), row.getString("job_id")),
            raw(row),
            Columns.instant(row, "received_at"),
            row.getString("set_aside")),
        Columns.instant(row, "quarantined_at"),
        State.fromColumn(row.getString("state")),
        order(row),
        Columns.instant(row, "taken_at"),
        row.getString("outcome"),
        row.getLong("version"));
  }

  private static RawMessage raw(ResultSet row) throws SQLException {
    String sha256 = row.getString("sha256");
    return sha256 == null
        ? null
        : new RawMessage(
            sha256, row.getLong("size"), row.getString("content_type"), row.getString("encoding"));
  }

  private static ReplayOrder order(ResultSet row) throws SQLException {
    Instant at = Columns.instant(row, "ordered_at");
    return at == null
        ? null
        : new ReplayOrder(row.getString("ordered_by"), at, row.getString("order_reason"));
  }
}
