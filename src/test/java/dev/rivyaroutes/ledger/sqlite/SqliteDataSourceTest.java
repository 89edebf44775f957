package dev.rivyaroutes.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.database.ConnectionConfiguration;
import dev.rivyaroutes.ledger.job.JobRows;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The embedded database through the pool that the program uses: who waits, and what is stored. */
class SqliteDataSourceTest {
  @TempDir private Path folder;
  private HikariDataSource pool;
  private JdbcTemplate jdbc;
  private Connection first;
  private Connection second;

  @BeforeEach
  void open() throws SQLException {
    pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:sqlite:" + folder.resolve("ledger.db") + "?synchronous=OFF");
    pool.setConnectionTimeout(500);
    ConnectionConfiguration.embed(pool);
    jdbc = new JdbcTemplate(pool);
    jdbc.execute("create table credit (id integer primary key, n integer) strict");
    jdbc.execute("insert into credit values (1, 0), (2, 0), (3, 0)");
    first = pool.getConnection();
    second = pool.getConnection();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private static int update(Connection connection, int id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("update credit set n = n + 1 where id = ?")) {
      statement.setInt(1, id);
      return statement.executeUpdate();
    }
  }

  private int n(int id) {
    return jdbc.queryForObject("select n from credit where id = ?", Integer.class, id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pragma synchronous:2", "pragma journal_mode:wal", "pragma foreign_keys:1"})
  void forcesEveryCommitWhateverTheAddressSays(String setting) {
    String[] parts = setting.split(":");
    assertThat(jdbc.queryForObject(parts[0], String.class)).isEqualTo(parts[1]);
  }

  @Test
  void letsATransactionWriteFromItsBeginningToItsEnd() throws SQLException {
    first.setAutoCommit(false);
    assertThatThrownBy(() -> update(second, 2))
        .isInstanceOf(SQLTransientConnectionException.class)
        .hasMessageContaining("has been writing for more than 500 ms");
    first.commit();
    first.setAutoCommit(true);
    assertThat(update(second, 2)).isEqualTo(1);
  }

  @Test
  void continuesAsSoonAsTheOtherHasCommitted() throws SQLException {
    first.setAutoCommit(false);
    update(first, 1);
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return update(second, 1);
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    first.commit();
    first.setAutoCommit(true);
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(1);
    assertThat(n(1)).isEqualTo(2);
  }

  @Test
  void letsQueriesSeeTheLastCommitMeanwhile() throws SQLException {
    first.setAutoCommit(false);
    update(first, 1);
    try (Statement query = second.createStatement();
        ResultSet row = query.executeQuery("select n from credit where id = 1")) {
      assertThat(row.getInt(1)).isZero();
    }
    first.rollback();
    first.setAutoCommit(true);
    assertThat(n(1)).isZero();
  }

  @Test
  void givesTheTurnOnWhenAConnectionIsReturnedWithoutAnEnd() throws SQLException {
    first.setAutoCommit(false);
    update(first, 1);
    first.close();
    assertThat(update(second, 2)).isEqualTo(1);
    assertThat(n(1)).as("what was not committed").isZero();
  }

  /** As the watch of the ledger's writer does; SQLite then rolls back by itself. */
  @Test
  void givesTheTurnOnAfterAnAbortedTransaction() throws Exception {
    first.setAutoCommit(false);
    update(first, 1);
    CompletableFuture<SQLException> aborted =
        CompletableFuture.supplyAsync(
            () -> {
              try (Statement statement = first.createStatement()) {
                statement.execute(
                    "insert into credit with recursive n(i) as (select 4 union all select i + 1"
                        + " from n) select i, 0 from n");
                return null;
              } catch (SQLException e) {
                return e;
              }
            });
    Connection raw = first.unwrap(Connection.class);
    await()
        .until(
            () -> {
              raw.abort(Runnable::run);
              return aborted.isDone();
            });
    assertThat(aborted.get().getSQLState()).isEqualTo("57014");
    first.rollback();
    first.setAutoCommit(true);

    assertThat(update(second, 2)).isEqualTo(1);
    assertThat(update(first, 1)).isEqualTo(1);
    assertThat(n(1)).as("without what was rolled back").isEqualTo(1);
  }

  @Test
  void givesTheTurnOnWhereACommitFails() throws SQLException {
    first.setAutoCommit(false);
    try (Statement statement = first.createStatement()) {
      // As an error does that has rolled back already: nothing is left to commit.
      statement.execute("rollback");
    }
    assertThatThrownBy(first::commit).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> first.setAutoCommit(true)).isInstanceOf(SQLException.class);

    assertThat(update(second, 2)).isEqualTo(1);
    assertThat(update(first, 1)).isEqualTo(1);
  }

  /** The shell of SQLite, or another program that copies the file, may lock it at any moment. */
  @Test
  void reportsNoFailureOfACommitThatHasTakenEffect() throws SQLException {
    first.setAutoCommit(false);
    update(first, 1);
    try (Connection shell =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
        Statement statement = shell.createStatement()) {
      CompletableFuture<Boolean> locked =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  statement.execute("pragma busy_timeout = 20000");
                  return statement.execute("begin immediate");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      // The shell polls for the lock, so it is given time to ask before and after the commit.
      assertThatCode(
              () -> {
                first.commit();
                await().until(locked::isDone);
                first.setAutoCommit(true);
              })
          .doesNotThrowAnyException();
      assertThat(locked).succeedsWithin(Duration.ofSeconds(20));
      assertThat(n(1)).isEqualTo(1);
      statement.execute("rollback");
    }
  }

  @Test
  void keepsTheLogShortWhileThereIsAlwaysAQuery() throws SQLException {
    Path log = LedgerFile.log(folder.resolve("ledger.db"));
    jdbc.execute("create table large (bytes blob)");
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> read(stop));
    for (int n = 0; n < 60; n++) {
      first.setAutoCommit(false);
      try (Statement statement = first.createStatement()) {
        statement.execute("insert into large values (randomblob(" + LimitLog.LIMIT / 15 + "))");
      }
      first.commit();
      first.setAutoCommit(true);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              first.setAutoCommit(false);
              update(first, 1);
              first.commit();
              first.setAutoCommit(true);
              assertThat(Files.size(log)).isLessThan(LimitLog.LIMIT);
            });
    stop.set(true);
    assertThat(reader).succeedsWithin(Duration.ofSeconds(20));
    assertThat(jdbc.queryForObject("pragma busy_timeout", Integer.class)).isEqualTo(500);
  }

  /** Each query begins before the last one ends. */
  private void read(AtomicBoolean stop) {
    try (Connection one = pool.getConnection();
        Connection two = pool.getConnection()) {
      Statement last = begun(one);
      for (boolean odd = true; !stop.get(); odd = !odd) {
        Statement next = begun(odd ? two : one);
        last.close();
        last = next;
      }
      last.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Statement begun(Connection connection) throws SQLException {
    Statement query = connection.createStatement();
    query.executeQuery("select n from credit").next();
    return query;
  }

  @Test
  void givesTheTurnOnAfterARefusedStatement() throws SQLException {
    assertThatThrownBy(() -> jdbc.update("insert into credit values (1, 1)"))
        .isInstanceOf(DuplicateKeyException.class);
    assertThatThrownBy(() -> jdbc.update("insert into credit values (7, 'seven')"))
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThat(update(second, 2)).isEqualTo(1);
  }

  @Test
  void refusesATextThatIsTooLongAsPostgresDoes() {
    jdbc.execute("create table short (text text check (length(text) <= 3)) strict");
    assertThatThrownBy(() -> jdbc.update("insert into short values ('four')"))
        .isInstanceOf(DataIntegrityViolationException.class)
        .rootCause()
        .hasMessageContaining("CHECK");
  }

  @Test
  void storesTimesAsTextsThatSortAndCreditsExactly() {
    jdbc.execute("create table kept (at text, day text, credits integer) strict");
    Instant early = Instant.parse("2026-11-27T20:05:06Z");
    Instant late = Instant.parse("2026-11-27T20:05:06.1234567Z");
    for (Instant at : List.of(late, early)) {
      Sql.of(
              "insert into kept (at, day, credits) values (?, ?, ?)",
              at,
              LocalDate.parse("2026-11-27"),
              new BigDecimal("0.1"))
          .run(jdbc);
    }
    assertThat(jdbc.queryForList("select at from kept order by at", String.class))
        .containsExactly("2026-11-27T20:05:06.000000Z", "2026-11-27T20:05:06.123456Z");
    assertThat(
            Sql.of("select * from kept where at > ?", early)
                .query(jdbc, (row, n) -> Columns.instant(row, "at")))
        .containsExactly(Instant.parse("2026-11-27T20:05:06.123456Z"));
    assertThat(jdbc.queryForObject("select sum(credits * 3) from kept", Columns.credits()))
        .isEqualByComparingTo("0.6");
    assertThat(
            jdbc.queryForObject(
                "select count(*) from kept where day = '2026-11-27'", Integer.class))
        .isEqualTo(2);
  }

  @Test
  void takesListsAndKnowsTheLettersOfAllLanguages() {
    jdbc.execute("create table word (text text) strict");
    for (String word : List.of("\"a\"", "b", "ÄRGER")) {
      jdbc.update("insert into word values (?)", word);
    }
    assertThat(
            Sql.of(
                    "select text from word where text = any(?)",
                    JobRows.array(List.of("\"a\"", "c")))
                .query(jdbc, (row, n) -> row.getString(1)))
        .containsExactly("\"a\"");
    assertThat(
            jdbc.queryForList("select text from word where lower(text) like '%är%'", String.class))
        .containsExactly("ÄRGER");
  }
}
