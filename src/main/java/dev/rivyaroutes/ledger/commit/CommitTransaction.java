package dev.rivyaroutes.ledger.commit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Carries out many writes in one transaction, statements that share a text in one batch. Those of
 * one write run in the order in which they are given.
 */
public final class CommitTransaction {

  private final DataSource dataSource;

  public CommitTransaction(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Commits the writes and says whether each one's guard took effect. */
  public boolean[] commit(List<Write> batch) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean[] took = guards(connection, batch);
        List<List<Sql>> then = new ArrayList<>();
        List<SpendDelta> tallies = new ArrayList<>();
        for (int i = 0; i < took.length; i++) {
          if (took[i]) {
            then.add(batch.get(i).followUps());
            tallies.addAll(batch.get(i).spendDeltas());
          }
        }
        for (List<Sql> same : StatementBatches.batches(then)) {
          execute(connection, same);
        }
        SpendDelta.add(connection, tallies);
        connection.commit();
        return took;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private static boolean[] guards(Connection connection, List<Write> batch) throws SQLException {
    Map<String, List<Integer>> positions = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      String text = batch.get(i).guard().text();
      positions.computeIfAbsent(text, t -> new ArrayList<>()).add(i);
    }
    boolean[] took = new boolean[batch.size()];
    for (List<Integer> same : positions.values()) {
      int[] counts = execute(connection, same.stream().map(i -> batch.get(i).guard()).toList());
      for (int k = 0; k < counts.length; k++) {
        took[same.get(k)] = counts[k] == 1;
      }
    }
    return took;
  }

  private static int[] execute(Connection connection, List<Sql> same) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(same.get(0).text())) {
      for (Sql sql : same) {
        sql.bind(statement);
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }
}
