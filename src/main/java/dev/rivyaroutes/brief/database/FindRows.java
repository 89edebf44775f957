package dev.rivyaroutes.brief.database;

import dev.rivyaroutes.connection.database.DatabaseConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;

/** The new rows of a poll, read in batches of limited size; no cursor stays open in between. */
final class FindRows implements Iterator<Row> {
  private static final int BATCH = 500;
  private static final int FETCH = 10;
  private static final int MEDIA = 32 << 20;

  private final DatabaseConnection database;
  private final RowPlan plan;
  private final ReadRow read;
  private final Predicate<Row> isNew;
  private final Set<String> found = new HashSet<>();
  private final Deque<Row> batch = new ArrayDeque<>();
  private RowPosition position;
  private boolean drained;

  /**
   * @param position null to begin at the first row
   * @param isNew whether a row is not settled yet, as far as this process knows
   */
  FindRows(DatabaseConnection database, RowPlan plan, RowPosition position, Predicate<Row> isNew) {
    this.database = database;
    this.plan = plan;
    this.read = new ReadRow(plan);
    this.position = position;
    this.isNew = isNew;
  }

  /**
   * @throws UncheckedIOException if the database cannot be read
   */
  @Override
  public boolean hasNext() {
    while (batch.isEmpty() && !drained) {
      try {
        readBatch();
      } catch (SQLException e) {
        throw new UncheckedIOException(new IOException(e));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return !batch.isEmpty();
  }

  private void readBatch() throws SQLException, IOException {
    boolean after = position != null && plan.selectAfter() != null;
    int rows = 0;
    int fresh = 0;
    try (Connection connection = database.open()) {
      connection.setAutoCommit(false); // PostgreSQL reads in portions only within a transaction
      try (PreparedStatement statement =
          database.prepare(connection, after ? plan.selectAfter() : plan.select())) {
        statement.setMaxRows(BATCH);
        statement.setFetchSize(FETCH);
        if (after) {
          position.bind(statement, plan);
        }
        int media = 0;
        try (ResultSet result = statement.executeQuery()) {
          while (media < MEDIA && result.next()) {
            rows++;
            Row row = read.read(result);
            media += row.mediaSize();
            position = plan.selectAfter() == null ? null : RowPosition.of(row);
            if (found.add(row.key()) && isNew.test(row)) {
              fresh++;
              batch.add(row);
            }
          }
        }
      }
    }
    // Marked rows are not found again; those that are were found before.
    drained = rows == 0 || plan.selectAfter() == null && fresh == 0;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return batch.remove();
  }

  /** Up to where rows were read; null before the first. */
  RowPosition position() {
    return position;
  }
}
