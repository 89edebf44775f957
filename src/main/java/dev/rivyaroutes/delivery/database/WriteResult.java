package dev.rivyaroutes.delivery.database;

import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultLinks;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes a result so that a repetition leaves the database as it is. */
interface WriteResult {

  /** Writes within a transaction of the caller. */
  void write(Connection connection, Result result, ResultLinks links)
      throws SQLException, ValueTooLong;

  /** A text does not fit into its column. */
  final class ValueTooLong extends Exception {
    private static final long serialVersionUID = 1L;

    ValueTooLong(String message) {
      super(message);
    }
  }
}
