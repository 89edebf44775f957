package dev.rivyaroutes.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.brief.database.DatabaseDropSettings;
import dev.rivyaroutes.brief.database.PeekRows;
import dev.rivyaroutes.connection.database.DatabaseConnection;
import dev.rivyaroutes.connection.database.DatabaseConnections;
import dev.rivyaroutes.connection.database.DatabaseTable;
import dev.rivyaroutes.connection.database.SqlFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads tables in transactions that are rolled back. */
final class VisitDatabase {
  private final DatabaseConnections connections;
  private final String routes;

  /**
   * @param routes the value of {@code rivya.routes}: files with statements lie there
   */
  VisitDatabase(DatabaseConnections connections, String routes) {
    this.connections = connections;
    this.routes = routes;
  }

  void source(LiveUse use, Seen seen) throws IOException {
    DatabaseDropSettings settings = new DatabaseDropSettings();
    settings.setConnection(use.connection());
    settings.setTable(use.value("table"));
    settings.setQuery(use.value("query"));
    settings.setId(use.value("id"));
    settings.setColumns(use.value("columns"));
    settings.setAfter(use.value("after", "keep"));
    settings.setPosition(use.value("position"));
    settings.setStatus(use.value("status"));
    settings.setJob(use.value("job"));
    DatabaseConnection database = connections.get(use.connection());
    PeekRows rows = new PeekRows(settings);
    try {
      Optional<PeekRows.First> first = rows.first(database, routes);
      seen.info(
          "The rows %s can be read%s%s."
              .formatted(
                  rows.address(),
                  first.isPresent() ? "" : "; there is none",
                  use.value("after").equals("mark")
                      ? ". Not tried, because that would write: to mark a row"
                      : ""));
      if (first.isPresent()) {
        ObjectNode form = Json.PLAIN.createObjectNode();
        form.set("row", Json.PLAIN.valueToTree(first.get().values()));
        seen.sample(new Sample(use, "The first row, " + first.get().id(), form, List.of()));
      }
    } catch (SQLException e) {
      failed("read " + rows.address(), database, e, seen);
    } catch (IllegalArgumentException e) {
      seen.error(e.getMessage(), "");
    }
  }

  void sink(LiveUse use, Seen seen) throws IOException {
    DatabaseConnection database = connections.get(use.connection());
    String table = use.value("table");
    try {
      String what =
          database.readOnly(
              connection -> {
                if (table.isEmpty()) {
                  return "The file %s is there, and the database answers"
                      .formatted(SqlFile.read(routes, use.value("statement")).name());
                }
                DatabaseTable found = DatabaseTable.find(connection, table);
                return "The table %s is there".formatted(found.name());
              });
      seen.info(
          "%s (%s). Not tried, because that would write: to write a row."
              .formatted(what, database));
    } catch (SQLException e) {
      failed("look at " + (table.isEmpty() ? "the database" : table), database, e, seen);
    } catch (IllegalArgumentException e) {
      seen.error(e.getMessage(), "");
    }
  }

  private static void failed(
      String action, DatabaseConnection database, SQLException e, Seen seen) {
    seen.error("The %s cannot %s: %s".formatted(database, action, database.explain(e).text()), "");
  }
}
