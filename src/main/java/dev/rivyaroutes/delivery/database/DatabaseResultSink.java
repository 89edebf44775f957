package dev.rivyaroutes.delivery.database;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.connection.database.DatabaseConnection;
import dev.rivyaroutes.connection.database.DatabaseConnections;
import dev.rivyaroutes.connection.database.DatabaseFailure;
import dev.rivyaroutes.connection.database.SqlFile;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.delivery.ResultVariables;
import dev.rivyaroutes.delivery.database.WriteResult.ValueTooLong;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.springframework.core.env.Environment;

/**
 * The bean of the database-result-sink Kamelet: one row a job, however often it is delivered and by
 * how many replicas. Created by Camel, once for each use.
 */
public class DatabaseResultSink {
  private final DatabaseConnections connections;
  private final PublicUrlProperties publicUrl;
  private final Environment environment;

  private String connection = "default";
  private String table = "";
  private String columns = "";
  private String statement = "";
  private DatabaseConnection database;
  private ResultLinks links;
  private WriteResult write;

  DatabaseResultSink(
      DatabaseConnections connections, PublicUrlProperties publicUrl, Environment environment) {
    this.connections = connections;
    this.publicUrl = publicUrl;
    this.environment = environment;
  }

  public void setConnection(String connection) {
    this.connection = connection;
  }

  public void setTable(String table) {
    this.table = table.strip();
  }

  public void setColumns(String columns) {
    this.columns = columns;
  }

  public void setStatement(String statement) {
    this.statement = statement.strip();
  }

  /**
   * Checks the parameters, and the names of the table and its columns if the database is available;
   * wrong ones stop the start of the flow.
   */
  public void start() {
    Require.that(
        table.isEmpty() != statement.isEmpty(),
        "database-result-sink needs either a table or a statement; set one of these parameters.");
    Require.that(
        statement.isEmpty() || columns.isBlank(),
        "database-result-sink has columns together with a statement; remove one of them.");
    links = ResultLinks.of(publicUrl);
    database = connections.get(connection);
    try {
      write = writer();
    } catch (SQLException e) {
      DatabaseFailure failure = database.explain(e);
      if (failure.permanent()) {
        throw new IllegalArgumentException(
            "database-result-sink cannot write to %s: %s".formatted(target(), failure.text()));
      }
    }
  }

  private WriteResult writer() throws SQLException {
    if (!statement.isEmpty()) {
      return RunStatement.of(
          database, SqlFile.read(environment.getProperty("rivya.routes", ""), statement));
    }
    try (Connection open = database.open()) {
      return UpsertRow.of(database, open, table, columns);
    }
  }

  private String target() {
    return "%s of %s".formatted(table.isEmpty() ? statement : table, database);
  }

  public void deliver(Exchange exchange) throws DeliveryFailed {
    Result result = ResultVariables.result(exchange);
    try {
      deliver(result);
    } catch (SQLException e) {
      throw failed(result, e);
    } catch (ValueTooLong e) {
      throw DeliveryFailed.permanently(said(result, e.getMessage()), e);
    }
    exchange.setVariable(Variables.DELIVERED_TO, "%s, job %s".formatted(target(), result.jobId()));
  }

  private void deliver(Result result) throws SQLException, ValueTooLong, DeliveryFailed {
    WriteResult prepared = prepared(result);
    // The pool rolls back what is not committed.
    try (Connection open = database.open()) {
      open.setAutoCommit(false);
      prepared.write(open, result, links);
      open.commit();
    }
  }

  private synchronized WriteResult prepared(Result result) throws SQLException, DeliveryFailed {
    if (write == null) {
      try {
        write = writer();
      } catch (IllegalArgumentException e) {
        throw DeliveryFailed.permanently(said(result, e.getMessage()), e);
      }
    }
    return write;
  }

  private String said(Result result, String why) {
    return "The result of job %s was not written to %s: %s"
        .formatted(result.jobId(), target(), why);
  }

  private DeliveryFailed failed(Result result, SQLException e) {
    DatabaseFailure failure = database.explain(e);
    String text = said(result, failure.text());
    return failure.permanent() ? DeliveryFailed.permanently(text, e) : new DeliveryFailed(text, e);
  }
}
