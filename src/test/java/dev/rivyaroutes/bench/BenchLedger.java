package dev.rivyaroutes.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** The address of a ledger, which is read while no program has it open. */
record BenchLedger(String url, String user, String password) {

  /** A connection that writes at each commit, as the program's do. */
  Connection open() throws SQLException {
    Connection connection = DriverManager.getConnection(url, user, password);
    if (url.startsWith("jdbc:h2:")) {
      try (Statement setting = connection.createStatement()) {
        setting.execute("set write_delay 0");
      }
    }
    return connection;
  }

  List<String> settings() {
    return List.of(
        "--spring.datasource.url=" + url,
        "--spring.datasource.username=" + user,
        "--spring.datasource.password=" + password);
  }

  /** The briefs of a flow, and when the first of them was accepted. */
  record Accepted(int briefs, Instant first) {}

  Accepted accepted(String flow) throws SQLException {
    try (Connection connection = open();
        PreparedStatement select =
            connection.prepareStatement(
                "select count(*), min(created_at) from job where flow = ?")) {
      select.setString(1, flow);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Accepted(row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant());
      }
    }
  }
}
