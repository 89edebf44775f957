package dev.rivyaroutes.ledger.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets one transaction write at a time; queries do not wait. H2 2.4 needs this to keep a
 * transaction whole over a crash: a commit writes the trees of the file one after the other, also
 * with the changes of transactions that are still open, and a change that is made in between may be
 * written without its undo record. After a crash at that moment it is never rolled back.
 */
final class OneWriterDataSource extends DelegatingDataSource {

  private static final Set<String> ENDS = Set.of("commit", "rollback", "close", "abort");

  private final Semaphore writer = new Semaphore(1, true);
  private final Duration longestWait;

  /**
   * @param longestWait after which a write fails that waits for another transaction
   */
  OneWriterDataSource(DataSource connections, Duration longestWait) {
    super(connections);
    this.longestWait = longestWait;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return new Writer(super.getConnection()).connection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return new Writer(super.getConnection(user, password)).connection();
  }

  /** Whether a statement changes rows or locks them, so that it has undo records. */
  private static boolean writes(String sql) {
    String text = sql.strip().toLowerCase(Locale.ROOT);
    return !text.startsWith("select") || text.contains("for update");
  }

  private interface Call {
    Object invoke() throws Throwable;
  }

  /** One connection, which writes or does not. */
  private final class Writer {
    private final Connection connection;
    private final AtomicBoolean writing = new AtomicBoolean();

    Writer(Connection connection) {
      this.connection = connection;
    }

    Connection connection() {
      return proxy(Connection.class, (proxy, method, arguments) -> call(method, arguments));
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
      Object result;
      try {
        result = invoke(connection, method, arguments);
      } finally {
        // A rollback to a savepoint has an argument and does not end the transaction.
        if (ENDS.contains(method.getName()) && !isPartial(method)) {
          end();
        }
      }
      if (method.getName().equals("setAutoCommit") && connection.getAutoCommit()) {
        end();
      }
      return switch (method.getName()) {
        case "prepareStatement" ->
            writes((String) arguments[0])
                ? statement(PreparedStatement.class, (Statement) result)
                : result;
        case "createStatement" -> statement(Statement.class, (Statement) result);
        default -> result;
      };
    }

    private boolean isPartial(Method method) {
      return method.getName().equals("rollback") && method.getParameterCount() > 0;
    }

    private <T extends Statement> T statement(Class<T> type, Statement statement) {
      return proxy(
          type,
          (proxy, method, arguments) ->
              isWrite(method, arguments)
                  ? write(() -> invoke(statement, method, arguments))
                  : invoke(statement, method, arguments));
    }

    private boolean isWrite(Method method, Object[] arguments) {
      return method.getName().startsWith("execute")
          && (arguments == null || !(arguments[0] instanceof String sql) || writes(sql));
    }

    private Object write(Call call) throws Throwable {
      begin();
      try {
        return call.invoke();
      } finally {
        if (connection.isClosed() || connection.getAutoCommit()) {
          end();
        }
      }
    }

    private void begin() throws SQLException {
      if (writing.get()) {
        return;
      }
      try {
        if (!writer.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new SQLTransientConnectionException(
              "Another transaction of the embedded database has been writing for more than %d ms"
                  .formatted(longestWait.toMillis()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLTransientConnectionException("Interrupted while another transaction wrote", e);
      }
      writing.set(true);
    }

    private void end() {
      if (writing.compareAndSet(true, false)) {
        writer.release();
      }
    }
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            OneWriterDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
