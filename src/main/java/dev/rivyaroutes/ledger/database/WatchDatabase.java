package dev.rivyaroutes.ledger.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Asks the database twice a second whether it is there, over a connection of its own that no load
 * of the pool delays. An outage is one line when it begins and one when it ends.
 */
public final class WatchDatabase implements DatabaseAvailability, SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(WatchDatabase.class);
  private static final long PERIOD_MILLIS = 500;

  /** The longest that a check may take, so that an outage is seen within two seconds. */
  private static final int ANSWER_MILLIS = 1_000;

  /** The longest that a new connection may take, at the start and during an outage. */
  static final int CONNECT_MILLIS = 2_000;

  private static final long SILENCE_NANOS =
      TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS + ANSWER_MILLIS);

  private final Callable<Connection> connect;
  private final DataSource pool;
  private final long aftermathNanos;
  private final List<Runnable> onRecovery = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch end;
  private Thread thread;
  private Connection connection;
  private volatile long answeredAt;

  /** When the outage began; null while there is none. */
  private volatile Long awaySince;

  private long backAt;

  /**
   * @param connect a new connection, whose set-up takes no longer than a check may; null for an
   *     embedded database, which is there as long as the program is
   * @param pool what everybody else uses; an outage lasts until it gives connections again
   * @param patience how much later a failure of the same outage may be noticed elsewhere
   */
  WatchDatabase(Callable<Connection> connect, DataSource pool, Duration patience) {
    this.connect = connect;
    this.pool = pool;
    this.aftermathNanos = patience.multipliedBy(2).toNanos();
    this.backAt = System.nanoTime() - aftermathNanos;
  }

  /** Whether there is a server that can be away. */
  boolean isRemote() {
    return connect != null;
  }

  /** Runs this after each outage. */
  public void onRecovery(Runnable task) {
    onRecovery.add(task);
  }

  @Override
  public boolean isUnavailable() {
    return awaySince != null
        || (isRemote() && isRunning() && System.nanoTime() - answeredAt > SILENCE_NANOS);
  }

  @Override
  public boolean isPartOfOutage(Throwable failure) {
    if (!isRemote() || !isRunning() || !DatabaseFailures.isDatabaseFailure(failure)) {
      return false;
    }
    return isUnavailable() || (DatabaseFailures.isConnectionLost(failure) && lost(failure));
  }

  /** Always true; of an outage that has just ended nothing more is told. */
  private synchronized boolean lost(Throwable failure) {
    long now = System.nanoTime();
    if (awaySince == null && now - backAt >= aftermathNanos) {
      tellLost(now, failure);
    }
    return true;
  }

  private void tellLost(long now, Throwable failure) {
    awaySince = now;
    LOG.warn(
        "The database does not answer. Callers get 503, and all work waits until it is back. ({})",
        DatabaseFailures.summary(failure));
  }

  private void run(CountDownLatch ends) {
    boolean goesOn = true;
    while (goesOn) {
      try {
        check();
      } catch (Throwable e) {
        // Even out of memory: nobody else sees that the database is back.
        LOG.debug("The check of the database failed", e);
      }
      goesOn = !endsWithin(ends);
    }
    close();
  }

  /** One look at the database. */
  void check() {
    try {
      if (connection == null) {
        connection = connect.call();
        connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("select 1");
      }
      if (awaySince != null) {
        pool.getConnection().close();
      }
      answered();
    } catch (Exception e) {
      close();
      failed(e);
    }
  }

  /** A server that refuses this connection, such as for too many, is there all the same. */
  private void failed(Exception failure) {
    if (failure instanceof SQLException sql
        && sql.getSQLState() != null
        && !DatabaseFailures.isConnectionLost(sql)) {
      answered();
      return;
    }
    synchronized (this) {
      if (awaySince == null) {
        tellLost(System.nanoTime(), failure);
      }
    }
  }

  private void answered() {
    answeredAt = System.nanoTime();
    synchronized (this) {
      if (awaySince == null) {
        return;
      }
      long seconds = TimeUnit.NANOSECONDS.toSeconds(answeredAt - awaySince);
      LOG.info("The database answers again after {} s; all work goes on.", seconds);
      backAt = answeredAt;
      awaySince = null;
    }
    onRecovery.forEach(Runnable::run);
  }

  private void close() {
    Connection old = connection;
    connection = null;
    if (old != null) {
      try {
        old.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("The connection of the check could not be closed", e);
      }
    }
  }

  private static boolean endsWithin(CountDownLatch ends) {
    try {
      return ends.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void start() {
    CountDownLatch ends = new CountDownLatch(1);
    answeredAt = System.nanoTime();
    end = ends;
    if (isRemote()) {
      thread = new Thread(() -> run(ends), "ledger-watch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void stop() {
    end.countDown();
    try {
      if (thread != null) {
        thread.join(2L * CONNECT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end = null;
  }

  @Override
  public boolean isRunning() {
    return end != null;
  }

  /** Before the leases are kept, and after they are given up. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 900;
  }
}
