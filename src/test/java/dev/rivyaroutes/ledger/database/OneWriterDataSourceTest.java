package dev.rivyaroutes.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for whom at an embedded database, through the pool that the program uses. */
class OneWriterDataSourceTest {
  @TempDir private Path folder;
  private HikariDataSource pool;
  private Connection first;
  private Connection second;

  @BeforeEach
  void open() throws SQLException {
    pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:file:" + folder.resolve("ledger"));
    pool.setConnectionTimeout(500);
    ConnectionConfiguration.writeInTurn(pool);
    first = pool.getConnection();
    second = pool.getConnection();
    write(first, "create table credit (id int primary key, n int)");
    write(first, "insert into credit values (1, 0), (2, 0), (3, 0)");
    first.setAutoCommit(false);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private static void write(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int update(Connection connection, int id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("update credit set n = n + 1 where id = ?")) {
      statement.setInt(1, id);
      return statement.executeUpdate();
    }
  }

  private CompletableFuture<Integer> secondWrites() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return update(second, 2);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void assertThatSecondWaits() {
    assertThatThrownBy(() -> update(second, 2))
        .isInstanceOf(SQLTransientConnectionException.class)
        .hasMessageContaining("has been writing for more than 500 ms");
  }

  private static void assertThatItMayWrite(Connection connection) throws SQLException {
    assertThat(update(connection, 3)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update credit set n = 5 where id = 1",
        "select n from credit where id = 1 for update",
        "SELECT n FROM credit WHERE id = 1 FOR UPDATE SKIP LOCKED",
        "merge into credit values (1, 5)",
        " insert into credit values (9, 9)"
      })
  void waitsForTheTransactionThatWritesOrLocks(String sql) throws SQLException {
    write(first, sql);
    assertThatSecondWaits();
    first.commit();
    assertThatItMayWrite(second);
  }

  @Test
  void waitsForABatch() throws SQLException {
    try (PreparedStatement statement =
        first.prepareStatement("update credit set n = ? where id = 1")) {
      statement.setInt(1, 7);
      statement.addBatch();
      assertThatItMayWrite(second);
      statement.executeBatch();
      assertThatSecondWaits();
    }
  }

  @Test
  void goesOnAsSoonAsTheOtherHasCommitted() throws SQLException {
    update(first, 1);
    CompletableFuture<Integer> waiting = secondWrites();
    first.commit();
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(1);
  }

  @Test
  void doesNotWaitForQueriesOrLetThemWait() throws SQLException {
    try (PreparedStatement query = first.prepareStatement("select count(*) from credit");
        ResultSet rows = query.executeQuery()) {
      assertThat(rows.next()).isTrue();
      assertThatItMayWrite(second);
    }
    update(first, 1);
    try (Statement query = second.createStatement();
        ResultSet row = query.executeQuery("select n from credit where id = 1")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).as("what is committed").isZero();
    }
  }

  @Test
  void endsWithTheStatementOutsideATransaction() throws SQLException {
    assertThatItMayWrite(second);
    assertThatThrownBy(() -> write(second, "insert into credit values (1, 1)"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("primary key");
    assertThatItMayWrite(first);
  }

  @Test
  void endsWithARollbackButNotWithOneToASavepoint() throws SQLException {
    update(first, 1);
    Savepoint point = first.setSavepoint();
    update(first, 2);
    first.rollback(point);
    assertThatSecondWaits();
    first.rollback();
    assertThatItMayWrite(second);
  }

  @Test
  void endsWhenTheConnectionGoesBackToThePool() throws SQLException {
    update(first, 1);
    first.close();
    assertThatItMayWrite(second);
  }

  @Test
  void endsWhenTheCommitIsImplied() throws SQLException {
    update(first, 1);
    first.setAutoCommit(true);
    assertThatItMayWrite(second);
  }

  @Test
  void endsWhenAStuckConnectionIsAborted() throws SQLException {
    update(first, 1);
    first.abort(Runnable::run);
    await("the aborted writer").until(() -> update(second, 2) == 1);
  }
}
