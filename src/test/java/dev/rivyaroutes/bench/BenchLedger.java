package dev.rivyaroutes.bench;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.sqlite.LedgerFile;
import dev.rivyaroutes.ledger.sqlite.SqliteDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The address of a ledger, which is read while no program has it open. */
record BenchLedger(String url, String user, String password) {

  /** The database; each commit is forced, as the program's are. */
  private DataSource database() {
    return LedgerFile.path(url)
        .<DataSource>map(file -> new SqliteDataSource(file, Duration.ofSeconds(5)))
        .orElseGet(() -> new DriverManagerDataSource(url, user, password));
  }

  Connection open() throws SQLException {
    return database().getConnection();
  }

  void migrate() {
    String tables = embedded() ? "sqlite" : "postgresql";
    Flyway.configure().dataSource(database()).locations("classpath:db/" + tables).load().migrate();
  }

  /**
   * Creates and fills its tables.
   *
   * @param numbers creates the table {@code number}, which exists only meanwhile
   * @param inserts fill the tables from it
   * @param statistics has the database count the rows
   */
  void fill(String numbers, List<String> inserts, String statistics) throws SQLException {
    migrate();
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(numbers);
      for (String insert : inserts) {
        statement.execute(insert);
      }
      statement.execute("drop table number");
      statement.execute(statistics);
    }
  }

  boolean embedded() {
    return LedgerFile.path(url).isPresent();
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
                "select count(*), min(created_at) as first from job where flow = ?")) {
      select.setString(1, flow);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Accepted(row.getInt(1), Columns.instant(row, "first"));
      }
    }
  }

  /** How many jobs it has in each state. */
  Map<String, Integer> jobs() throws SQLException {
    Map<String, Integer> counts = new TreeMap<>();
    try (Connection connection = open();
        Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery("select state, count(*) from job group by state")) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getInt(2));
      }
    }
    return counts;
  }
}
