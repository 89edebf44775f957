package dev.rivyaroutes.crash;

import dev.rivyaroutes.ledger.commit.Columns;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The database of a crash test, and a look into the ledger in it while the program is away. */
record CrashDatabase(String url, String user, String password) {

  private static final String JOBS =
      "select c.source_id, c.prompt, j.id, j.state, j.code, j.cause, j.claims from job j"
          + " join job_content c on c.job_id = j.id order by j.id";

  private static final String VERSIONS =
      "select text from flow_version where flow = 'crash' order by id";

  private static final String EVENTS =
      "select count(*) from event e join job j on j.task_id = e.task_id";
  private static final String REPLAYS =
      "select thing, count(*) from audit where bulk_id is not null and action = 'replay'"
          + " and outcome = 'done' group by thing";

  private static final String CREDITS = "select sum(reserved) as r, sum(spent) as s from spend";

  /** What the ledger's sums of credits say. */
  record Credits(long reserved, long spent) {}

  /** A job as the ledger has it. */
  record Row(
      String sourceId,
      String prompt,
      String id,
      String state,
      String code,
      String cause,
      int claims) {}

  static CrashDatabase embedded(Path house) {
    return new CrashDatabase("jdbc:sqlite:" + house.resolve("data/ledger.db"), "", "");
  }

  /** How many events of Rivya were kept for a job. */
  int settledEvents() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet row = connection.createStatement().executeQuery(EVENTS)) {
      row.next();
      return row.getInt(1);
    }
  }

  Credits credits() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet row = connection.createStatement().executeQuery(CREDITS)) {
      row.next();
      return new Credits(
          Columns.credits(row, "r").longValueExact(), Columns.credits(row, "s").longValueExact());
    }
  }

  /** The texts that the flow had, in the order in which they were accepted. */
  List<String> versions() throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet row = connection.createStatement().executeQuery(VERSIONS)) {
      while (row.next()) {
        texts.add(row.getString("text"));
      }
    }
    return texts;
  }

  /** How many jobs are so. */
  int jobs(String condition) throws SQLException {
    String count = "select count(*) from job join job_content on job_id = id where " + condition;
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet row = connection.createStatement().executeQuery(count)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** The states of the bulk orders by name. */
  Map<String, String> bulkOrders() throws SQLException {
    Map<String, String> states = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet row =
            connection.createStatement().executeQuery("select name, state from bulk_order")) {
      while (row.next()) {
        states.put(row.getString(1), row.getString(2));
      }
    }
    return states;
  }

  /** What a bulk order says of itself. */
  record Bulk(String state, String cause, long waiting, long open, long succeeded, long failed) {}

  Bulk bulkOrder(String name) throws SQLException {
    String select = "select * from bulk_order where name = '" + name + "'";
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet row = connection.createStatement().executeQuery(select)) {
      row.next();
      return new Bulk(
          row.getString("state"),
          row.getString("cause"),
          row.getLong("waiting"),
          row.getLong("open"),
          row.getLong("succeeded"),
          row.getLong("failed"));
    }
  }

  /** How many jobs of all bulk orders are so, such as waiting. */
  long bulkItems(String state) throws SQLException {
    String count = "select count(*) from bulk_item where state = '" + state + "'";
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet row = connection.createStatement().executeQuery(count)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** How often each job was replayed by a bulk order. */
  Map<String, Integer> replays() throws SQLException {
    Map<String, Integer> times = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet row = connection.createStatement().executeQuery(REPLAYS)) {
      while (row.next()) {
        times.put(row.getString(1), row.getInt(2));
      }
    }
    return times;
  }

  /** Every job, in the order of arrival. */
  List<Row> jobs() throws SQLException {
    List<Row> jobs = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        ResultSet row = connection.createStatement().executeQuery(JOBS)) {
      while (row.next()) {
        jobs.add(
            new Row(
                row.getString("source_id"),
                row.getString("prompt"),
                row.getString("id"),
                row.getString("state"),
                row.getString("code"),
                row.getString("cause"),
                row.getInt("claims")));
      }
    }
    return jobs;
  }
}
