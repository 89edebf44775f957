package dev.rivyaroutes.brief.database;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageBytes;
import dev.rivyaroutes.brief.message.MessageSource;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.connection.database.DatabaseConnection;
import dev.rivyaroutes.connection.database.DatabaseConnections;
import dev.rivyaroutes.connection.database.DatabaseFailure;
import dev.rivyaroutes.connection.database.SqlFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.springframework.core.env.Environment;

/**
 * The bean of the database-drop-source Kamelet: each new row is a message. One replica at a time
 * polls, so rows need no locks. Camel creates one for each use.
 */
public class DatabaseDropSource implements MessageSource {
  private final DatabaseConnections connections;
  private final Environment environment;
  private final Clock clock;
  private final DatabaseDropSettings settings = new DatabaseDropSettings();
  private final LookBack lookBack = new LookBack();
  private DatabaseConnection database;
  private SqlFile query;
  private Origin origin;
  private RowPlan plan;
  private FindRows rows;
  private RowPosition begin;

  DatabaseDropSource(DatabaseConnections connections, Environment environment, Clock clock) {
    this.connections = connections;
    this.environment = environment;
    this.clock = clock;
  }

  public DatabaseDropSettings getSettings() {
    return settings;
  }

  /**
   * Checks the parameters, and the names of tables and columns if the database is available; wrong
   * ones stop the start of the flow.
   */
  public void start() {
    settings.check();
    database = connections.get(settings.connection());
    if (!settings.query().isEmpty()) {
      query = SqlFile.read(environment.getProperty("rivya.routes", ""), settings.query());
    }
    origin = Origin.message(kind(), settings.address());
    try {
      prepare();
    } catch (SQLException e) {
      DatabaseFailure failure = database.explain(e);
      if (failure.permanent()) {
        throw new IllegalArgumentException(
            "database-drop-source cannot read %s: %s".formatted(address(), failure.text()));
      }
    }
  }

  private void prepare() throws SQLException {
    if (plan == null) {
      try (Connection connection = database.open()) {
        plan = RowPlan.of(connection, settings, query);
      }
    }
  }

  @Override
  public String kind() {
    return "database";
  }

  @Override
  public String address() {
    return settings.address();
  }

  @Override
  public Duration delay() {
    return settings.delay();
  }

  @Override
  public Iterator<ReceivedMessage> poll(String position) throws IOException {
    try {
      prepare();
    } catch (SQLException e) {
      throw new IOException(e);
    }
    begin = lookBack.begin(RowPosition.parse(position), clock.instant());
    rows = new FindRows(database, plan, begin, row -> !lookBack.isSettled(row));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public ReceivedMessage next() {
        return message(rows.next());
      }
    };
  }

  private ReceivedMessage message(Row row) {
    Instant now = clock.instant();
    return new ReceivedMessage(
        origin,
        row.key(),
        settings.address() + " " + row.key(),
        now,
        new MessageBytes("application/json", () -> new ByteArrayInputStream(row.json())),
        null,
        row);
  }

  @Override
  public List<HandIn> open(ReceivedMessage message) throws IOException {
    if (message.handle() instanceof Row row) {
      return List.of(new RowBrief(message, row, plan.fields()));
    }
    try (InputStream raw = message.raw().open()) {
      return List.of(new RowBrief(message, Row.read(message.id(), raw), plan.fields()));
    }
  }

  @Override
  public void acknowledge(ReceivedMessage message, boolean accepted) throws IOException {
    acknowledge(message, accepted, List.of());
  }

  @Override
  public void acknowledge(ReceivedMessage message, boolean accepted, List<String> jobs)
      throws IOException {
    Row row = (Row) message.handle();
    if (plan.mark() != null && row.id() != null) {
      try {
        mark(row, accepted ? "accepted" : "refused", jobs.isEmpty() ? null : jobs.get(0));
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }
    if (plan.mark() == null || row.id() == null) {
      lookBack.settle(row);
    }
  }

  private void mark(Row row, String status, String job) throws SQLException {
    try (Connection connection = database.open();
        PreparedStatement update = database.prepare(connection, plan.mark())) {
      update.setString(1, status);
      if (!settings.job().isEmpty()) {
        update.setString(2, job);
      }
      ReadRow.bind(update, settings.job().isEmpty() ? 2 : 3, plan.id(), row.id());
      update.executeUpdate();
    }
  }

  @Override
  public String position() {
    if (plan.mark() != null) {
      return null;
    }
    lookBack.read(rows.position(), clock.instant());
    return begin == null ? null : begin.toString();
  }

  @Override
  public void standBy() {
    lookBack.clear();
  }

  @Override
  public String explain(Throwable failure) {
    SQLException sql = FailureChain.find(failure, SQLException.class);
    return sql == null
        ? PlainWords.of(failure)
        : "%s: %s".formatted(address(), database.explain(sql).text());
  }
}
