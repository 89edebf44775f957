package dev.rivyaroutes.brief.database;

import dev.rivyaroutes.Require;
import java.time.Duration;
import java.util.Locale;

/** The parameters of the database-drop-source Kamelet, as Camel sets them. */
public final class DatabaseDropSettings {
  private static final String KAMELET = "database-drop-source";

  private String connection = "default";
  private String table = "";
  private String query = "";
  private String id = "";
  private String columns = "";
  private AfterRow after = AfterRow.KEEP;
  private String position = "";
  private String status = "";
  private String job = "";
  private Duration delay = Duration.ofMinutes(1);

  public void setConnection(String connection) {
    this.connection = connection;
  }

  public void setTable(String table) {
    this.table = table.strip();
  }

  public void setQuery(String query) {
    this.query = query.strip();
  }

  public void setId(String id) {
    this.id = id.strip();
  }

  public void setColumns(String columns) {
    this.columns = columns;
  }

  public void setAfter(String after) {
    Require.that(
        after.equals("keep") || after.equals("mark"),
        KAMELET + " has after: " + after + "; it must be keep or mark.");
    this.after = AfterRow.valueOf(after.toUpperCase(Locale.ROOT));
  }

  public void setPosition(String position) {
    this.position = position.strip();
  }

  public void setStatus(String status) {
    this.status = status.strip();
  }

  public void setJob(String job) {
    this.job = job.strip();
  }

  public void setDelay(Duration delay) {
    this.delay = delay;
  }

  String connection() {
    return connection;
  }

  String table() {
    return table;
  }

  String query() {
    return query;
  }

  String id() {
    return id;
  }

  String columns() {
    return columns;
  }

  AfterRow after() {
    return after;
  }

  String position() {
    return position;
  }

  String status() {
    return status;
  }

  String job() {
    return job;
  }

  Duration delay() {
    return delay;
  }

  /** The rows, such as {@code default/orders}: part of their ids. */
  String address() {
    return connection + "/" + (query.isEmpty() ? table : query);
  }

  void check() {
    boolean mark = after == AfterRow.MARK;
    Require.that(
        !id.isEmpty(), KAMELET + " has no id; name the column whose value identifies a row.");
    Require.that(
        !table.isEmpty() || !query.isEmpty(),
        KAMELET + " has neither table nor query; name the table, or the file of a query.");
    Require.that(
        !mark || !table.isEmpty() && !status.isEmpty(),
        KAMELET + " has after: mark, which needs the parameters table and status.");
    Require.that(
        mark || status.isEmpty() && job.isEmpty(),
        KAMELET + " has status or job without after: mark; add it, or remove them.");
    Require.that(
        !mark || position.isEmpty(),
        KAMELET + " has a position together with after: mark; remove one of them.");
    Require.that(
        mark || query.isEmpty() || table.isEmpty(),
        KAMELET + " has both table and query; with after: keep remove one of them.");
    Require.atLeast(KAMELET + ": delay", delay, "100ms");
  }
}
