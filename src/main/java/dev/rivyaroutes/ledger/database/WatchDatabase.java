package dev.rivyaroutes.ledger.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Checks twice a second whether the database is available, over its own connection, which a busy
 * pool does not delay.
 */
public final class WatchDatabase implements DatabaseAvailability, SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(WatchDatabase.class);
  private static final long PERIOD_MILLIS = 500;

  /** The time-out of a check, so that an outage is detected within two seconds. */
  private static final int CHECK_MILLIS = 1_000;

  /** The time-out of a new connection. */
  static final int CONNECT_MILLIS = 2_000;

  private static final long OVERDUE_NANOS =
      TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS + CHECK_MILLIS);

  private final Callable<Connection> connect;
  private final DataSource pool;
  private final DatabaseOutage outage;
  private final List<Runnable> onRecovery = new CopyOnWriteArrayList<>();
  private volatile ScheduledExecutorService timer;
  private Connection connection;
  private volatile long availableAt;

  /**
   * @param connect opens a connection; null for an embedded database, which is always available
   * @param pool what all others use; an outage lasts until it provides connections again
   * @param callerTimeout how long a caller waits for the database
   */
  WatchDatabase(Callable<Connection> connect, DataSource pool, Duration callerTimeout) {
    this.connect = connect;
    this.pool = pool;
    this.outage = new DatabaseOutage(callerTimeout.multipliedBy(2));
  }

  /** Whether the database is a server, which can be unavailable. */
  boolean isRemote() {
    return connect != null;
  }

  /** Runs the task after each outage. */
  public void onRecovery(Runnable task) {
    onRecovery.add(task);
  }

  @Override
  public boolean isUnavailable() {
    return outage.isOpen()
        || (isRemote() && isRunning() && System.nanoTime() - availableAt > OVERDUE_NANOS);
  }

  @Override
  public boolean isPartOfOutage(Throwable failure) {
    if (!isRemote() || !isRunning() || !DatabaseFailures.isDatabaseFailure(failure)) {
      return false;
    }
    if (isUnavailable()) {
      return true;
    }
    if (DatabaseFailures.isConnectionLost(failure)) {
      outage.beginUnlessJustEnded(failure);
      return true;
    }
    return false;
  }

  private void checkSafely() {
    try {
      check();
    } catch (Throwable e) {
      // Even out of memory must not end the timer, or the end of the outage would go unnoticed.
      LOG.debug("The check of the database failed", e);
    }
  }

  void check() {
    try {
      if (connection == null) {
        connection = connect.call();
        connection.setNetworkTimeout(Runnable::run, CHECK_MILLIS);
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("select 1");
      }
      if (outage.isOpen()) {
        pool.getConnection().close();
      }
      markAvailable();
    } catch (Exception e) {
      close();
      if (isRefused(e)) {
        markAvailable();
      } else {
        outage.begin(e);
      }
    }
  }

  /** A server that refuses a connection, for example because it has too many, is available. */
  private static boolean isRefused(Exception failure) {
    return failure instanceof SQLException sql
        && sql.getSQLState() != null
        && !DatabaseFailures.isConnectionLost(sql);
  }

  private void markAvailable() {
    availableAt = System.nanoTime();
    if (outage.end()) {
      onRecovery.forEach(Runnable::run);
    }
  }

  private void close() {
    Connection old = connection;
    connection = null;
    if (old != null) {
      try {
        old.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("Could not close the connection of the database check", e);
      }
    }
  }

  @Override
  public void start() {
    availableAt = System.nanoTime();
    CustomizableThreadFactory threads = new CustomizableThreadFactory("ledger-watch-");
    threads.setDaemon(true);
    timer = Executors.newSingleThreadScheduledExecutor(threads);
    if (isRemote()) {
      timer.scheduleWithFixedDelay(this::checkSafely, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() {
    timer.submit(this::close);
    timer.shutdown();
    try {
      timer.awaitTermination(2L * CONNECT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timer = null;
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  /** Starts before and stops after the renewal of leases. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 900;
  }
}
