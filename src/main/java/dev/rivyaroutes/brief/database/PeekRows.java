package dev.rivyaroutes.brief.database;

import dev.rivyaroutes.connection.database.DatabaseConnection;
import dev.rivyaroutes.connection.database.SqlFile;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks at the rows of a source in a transaction that is rolled back. */
public final class PeekRows {
  private final DatabaseDropSettings settings;

  /**
   * @throws IllegalArgumentException with parameter, value and remedy
   */
  public PeekRows(DatabaseDropSettings settings) {
    settings.check();
    this.settings = settings;
  }

  /** What the source reads, such as {@code default/orders}. */
  public String address() {
    return settings.address();
  }

  /**
   * A row.
   *
   * @param id the value that identifies it
   * @param values its fields without those that are bytes
   */
  public record First(String id, Map<String, Object> values) {}

  /**
   * The first row that the source reads; empty if there is none.
   *
   * @param routes where a file with a query lies
   */
  public Optional<First> first(DatabaseConnection database, String routes)
      throws SQLException, IOException {
    SqlFile query = settings.query().isEmpty() ? null : SqlFile.read(routes, settings.query());
    return database.readOnly(
        connection -> {
          RowPlan plan = RowPlan.of(connection, settings, query);
          try (PreparedStatement select = database.prepare(connection, plan.select())) {
            select.setMaxRows(1);
            try (ResultSet rows = select.executeQuery()) {
              if (!rows.next()) {
                return Optional.empty();
              }
              Row row = new ReadRow(plan).read(rows);
              Map<String, Object> values = new LinkedHashMap<>(row.values());
              values.putIfAbsent(plan.id().name(), row.id());
              if (row.position() != null) {
                values.putIfAbsent(plan.position().name(), row.position());
              }
              return Optional.of(new First(row.id(), values));
            }
          }
        });
  }
}
