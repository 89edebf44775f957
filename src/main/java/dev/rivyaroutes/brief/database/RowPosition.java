package dev.rivyaroutes.brief.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rivyaroutes.Json;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The place of a row in the order of rows.
 *
 * @param position the value of the position column
 * @param id the value of the id column, for rows of one position
 */
record RowPosition(String position, String id) {

  static RowPosition of(Row row) {
    return new RowPosition(row.position(), row.id());
  }

  /**
   * @param text null for null
   */
  static RowPosition parse(String text) {
    try {
      return text == null ? null : Json.PLAIN.readValue(text, RowPosition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The position of a source is not readable: " + text, e);
    }
  }

  void bind(PreparedStatement statement, RowPlan plan) throws SQLException {
    ReadRow.bind(statement, 1, plan.position(), position);
    if (!plan.position().equals(plan.id())) {
      ReadRow.bind(statement, 2, plan.position(), position);
      ReadRow.bind(statement, 3, plan.id(), id == null ? "" : id);
    }
  }

  @Override
  public String toString() {
    try {
      return Json.PLAIN.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
