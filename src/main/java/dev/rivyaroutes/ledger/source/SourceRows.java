package dev.rivyaroutes.ledger.source;

import dev.rivyaroutes.ledger.commit.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Reads the rows of sources. */
final class SourceRows {

  private SourceRows() {}

  static Source source(ResultSet row, int n) throws SQLException {
    return new Source(
        new SourceRoute(
            row.getString("route"),
            row.getString("kind"),
            row.getString("address"),
            Duration.ofMillis(row.getLong("delay_millis"))),
        new SourcePolls(
            Columns.instant(row, "polled_at"),
            Columns.instant(row, "failed_since"),
            row.getInt("failures"),
            row.getString("cause")),
        new Backlog(Columns.number(row, "waiting"), Columns.instant(row, "oldest_at")),
        row.getString("position"),
        Columns.instant(row, "reported_at"),
        row.getString("owner"));
  }
}
