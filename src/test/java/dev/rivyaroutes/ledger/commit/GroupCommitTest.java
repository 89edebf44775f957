package dev.rivyaroutes.ledger.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.ledger.TestLedger;
import dev.rivyaroutes.ledger.database.Heartbeats;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.meters.LedgerMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What callers of the writer get while its database keeps silent. */
class GroupCommitTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final TestLedger pool = TestLedger.open();
  private final Semaphore answers = new Semaphore(0);
  private volatile boolean silent;
  private volatile boolean stuck;
  private volatile boolean nameless;
  private JdbcTemplate jdbc;
  private GroupCommit commit;

  @BeforeEach
  void openDatabase() {
    jdbc = new JdbcTemplate(pool);
    jdbc.execute("create table done (name varchar(10) primary key)");
  }

  private void open(Duration patience) {
    commit =
        new GroupCommit(
            new Silent(),
            new WorkSignal(),
            patience,
            new Heartbeats(),
            new LedgerMeters(new SimpleMeterRegistry()));
  }

  @AfterEach
  void close() {
    answers.release(1_000);
    commit.close();
    pool.close();
  }

  /** A database that gives no connection before a test lets it. */
  private final class Silent extends DelegatingDataSource {
    private Silent() {
      super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (silent) {
        answers.acquireUninterruptibly();
      }
      if (nameless) {
        throw new SQLException("the pool is closed");
      }
      return stuck ? stuckUntilAborted(super.getConnection()) : super.getConnection();
    }
  }

  /** A connection that sends to a server which takes nothing. */
  private static Connection stuckUntilAborted(Connection connection) {
    Semaphore aborted = new Semaphore(0);
    return (Connection)
        Proxy.newProxyInstance(
            GroupCommitTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                aborted.acquireUninterruptibly();
                throw new SQLException("the connection is aborted", "08006");
              }
              if (method.getName().equals("abort")) {
                aborted.release();
                return null;
              }
              return method.invoke(connection, arguments);
            });
  }

  private static Write write(String name) {
    Sql insert = Sql.of("insert into done (name) values (?)", name);
    return new Write(name, insert);
  }

  private List<String> done() {
    return jdbc.queryForList("select name from done order by name", String.class);
  }

  @Test
  void failsEachCallerAtItsTimeoutAndContinuesAfterwards() {
    open(Duration.ofSeconds(1));
    silent = true;
    assertThatThrownBy(() -> commit.write(write("begun")))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining("The write may still be committed.");
    assertThatThrownBy(() -> commit.write(List.of(write("queued"), write("more"))))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining("Nothing was written.");

    silent = false;
    answers.release();

    assertThat(commit.write(write("after"))).isTrue();
    assertThat(done()).as("what nobody waited for any more").containsExactly("after", "begun");
  }

  @Test
  void failsItsCallersWithAFailureThatHasNoState() {
    open(Duration.ofSeconds(5));
    nameless = true;
    assertThatThrownBy(() -> commit.write(write("failed"))).hasStackTraceContaining("is closed");
    nameless = false;

    assertThat(commit.write(write("after"))).isTrue();
    assertThat(done()).containsExactly("after");
  }

  @Test
  void breaksATransactionOffThatTakesWithoutEnd() {
    open(Duration.ofMillis(100));
    stuck = true;
    assertThatThrownBy(() -> commit.write(write("stuck"))).isInstanceOf(LedgerUnavailable.class);
    stuck = false;
    AtomicInteger tries = new AtomicInteger();

    await()
        .atMost(LONG)
        .until(
            () -> {
              commit.abortStuckTransaction();
              // A name for each try: one that timed out may be committed nevertheless.
              return writes("free " + tries.incrementAndGet());
            });
    assertThat(done()).contains("free " + tries.get()).doesNotContain("stuck");
  }

  private boolean writes(String name) {
    try {
      return commit.write(write(name));
    } catch (LedgerUnavailable e) {
      return false;
    }
  }

  @Test
  void isNotInterruptedBetweenAnAnswerAndItsRecord() throws Exception {
    open(LONG);
    silent = true;
    AtomicReference<Object> outcome = new AtomicReference<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread worker =
        new Thread(
            () -> {
              outcome.set(commit.write(write("answer")));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    worker.start();
    await().atMost(LONG).until(answers::hasQueuedThreads);

    worker.interrupt();
    silent = false;
    answers.release();
    worker.join(LONG.toMillis());

    assertThat(outcome).hasValue(true);
    assertThat(interrupted).isTrue();
    assertThat(done()).containsExactly("answer");
  }
}
