package dev.rivyaroutes.ledger.models;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of models that are no longer available. */
final class PausedModelRows {

  private final JdbcTemplate jdbc;

  PausedModelRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  List<Catalogue.Paused> find(String baseUrl) {
    return Sql.of("select * from paused_model where base_url = ? order by model", baseUrl)
        .query(
            jdbc,
            (row, n) ->
                new Catalogue.Paused(
                    row.getString("model"),
                    row.getString("status"),
                    row.getString("item"),
                    Columns.instant(row, "since")));
  }

  static Sql delete(String baseUrl, String model) {
    return Sql.of("delete from paused_model where base_url = ? and model = ?", baseUrl, model);
  }

  static Sql insert(String baseUrl, Catalogue.Paused paused) {
    return Sql.of(
        "insert into paused_model (base_url, model, status, item, since) values (?, ?, ?, ?, ?)",
        baseUrl,
        paused.model(),
        paused.status(),
        paused.item(),
        paused.since());
  }
}
