package dev.rivyaroutes.ledger.sqlite;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sqlite.SQLiteConnection;

/**
 * A connection to SQLite that takes the ledger's statements and values, reports errors with their
 * states, and waits for its turn to write. A transaction is a writer from its beginning to its end,
 * so that it never reads what another one changes before it writes.
 */
final class SqliteConnection {

  private final Connection connection;
  private final Connection proxy;
  private final OneWriter writer;
  private final AtomicBoolean writing = new AtomicBoolean();

  private SqliteConnection(Connection connection, OneWriter writer) {
    this.connection = connection;
    this.writer = writer;
    this.proxy = proxy(Connection.class, (self, method, arguments) -> call(method, arguments));
  }

  static Connection of(Connection connection, OneWriter writer) {
    return new SqliteConnection(connection, writer).proxy;
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "setAutoCommit" -> setAutoCommit((boolean) arguments[0]);
      case "close" -> close(method, arguments);
      case "abort" -> interrupt();
      case "createArrayOf" -> SqliteList.of((Object[]) arguments[1]);
      case "prepareStatement" -> prepare(method, arguments);
      case "createStatement" ->
          statement(Statement.class, (Statement) invoke(connection, method, arguments), null);
      default -> invoke(connection, method, arguments);
    };
  }

  /** The driver begins a transaction here, and again at each commit until this ends it. */
  private Object setAutoCommit(boolean on) throws Throwable {
    if (on == connection.getAutoCommit()) {
      return null;
    }
    if (!on) {
      begin();
    }
    try {
      connection.setAutoCommit(on);
    } catch (SQLException e) {
      if (!on) {
        end();
        closeBroken();
      }
      throw SqliteFailure.of(e);
    }
    if (on) {
      end();
    }
    return null;
  }

  /** The driver believes that a transaction has begun which has not. */
  private void closeBroken() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The failure of the transaction is the one to report.
    }
  }

  /** Its thread gets an error, and ends its transaction. */
  private Object interrupt() throws SQLException {
    connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
    return null;
  }

  private Object close(Method method, Object[] arguments) throws Throwable {
    try {
      return invoke(connection, method, arguments);
    } finally {
      end();
    }
  }

  private Object prepare(Method method, Object[] arguments) throws Throwable {
    String text = SqliteText.of((String) arguments[0]);
    arguments[0] = text;
    PreparedStatement prepared = (PreparedStatement) invoke(connection, method, arguments);
    return statement(PreparedStatement.class, prepared, text);
  }

  private <T extends Statement> T statement(Class<T> type, Statement statement, String prepared) {
    boolean writes = prepared != null && writes(prepared);
    return proxy(
        type,
        (self, method, arguments) -> {
          String name = method.getName();
          if (name.startsWith("set") && arguments.length > 1) {
            return set((PreparedStatement) statement, method, arguments);
          }
          if (name.equals("getConnection")) {
            return proxy;
          }
          if (!name.startsWith("execute")) {
            return invoke(statement, method, arguments);
          }
          boolean write =
              arguments != null && arguments[0] instanceof String sql ? writes(sql) : writes;
          return write || prepared == null && arguments == null
              ? write(statement, method, arguments)
              : invoke(statement, method, arguments);
        });
  }

  private static Object set(PreparedStatement statement, Method method, Object[] arguments)
      throws Throwable {
    Object value = SqliteValue.of(arguments[1]);
    if (value == arguments[1]) {
      return invoke(statement, method, arguments);
    }
    statement.setObject((int) arguments[0], value);
    return null;
  }

  /** A statement outside of a transaction is one of its own. */
  private Object write(Statement statement, Method method, Object[] arguments) throws Throwable {
    if (writing.get()) {
      return invoke(statement, method, arguments);
    }
    begin();
    try {
      return invoke(statement, method, arguments);
    } finally {
      end();
    }
  }

  private static boolean writes(String sql) {
    String text = sql.stripLeading();
    return !text.regionMatches(true, 0, "select", 0, "select".length());
  }

  private void begin() throws SQLException {
    writer.begin();
    writing.set(true);
  }

  private void end() {
    if (writing.compareAndSet(true, false)) {
      writer.end();
    }
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw SqliteFailure.of(e.getCause());
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            SqliteConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
