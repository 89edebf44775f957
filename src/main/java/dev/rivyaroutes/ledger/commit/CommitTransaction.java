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
 * Executes many writes in one transaction, and statements with the same text in one batch. The
 * statements of one write keep their order.
 */
public final class CommitTransaction {

  private final DataSource dataSource;

  public CommitTransaction(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Commits the writes, and returns for each whether its guard took effect. */
  public boolean[] commit(List<Write> batch) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean[] applied = guards(connection, batch);
        List<List<Sql>> followUps = new ArrayList<>();
        List<SpendDelta> deltas = new ArrayList<>();
        for (int i = 0; i < applied.length; i++) {
          if (applied[i]) {
            followUps.add(batch.get(i).followUps());
            deltas.addAll(batch.get(i).spendDeltas());
          }
        }
        for (List<Sql> same : StatementBatches.batches(followUps)) {
          execute(connection, same);
        }
        SpendDelta.add(connection, deltas);
        connection.commit();
        return applied;
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
    boolean[] applied = new boolean[batch.size()];
    for (List<Integer> same : positions.values()) {
      int[] counts = execute(connection, same.stream().map(i -> batch.get(i).guard()).toList());
      for (int k = 0; k < counts.length; k++) {
        applied[same.get(k)] = counts[k] == 1;
      }
    }
    return applied;
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
