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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * A connection to SQLite that takes the ledger's statements and values, reports errors with their
 * states, and waits for its turn to write. A transaction is a writer from its beginning to its end,
 * so that it never reads what another one changes before it writes.
 */
final class SqliteConnection {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteConnection.class);

  /** Opens a connection of the driver. */
  interface Opener {
    Connection open() throws SQLException;
  }

  private final Opener opener;
  private final Connection proxy;
  private final OneWriter writer;
  private final LimitLog log;
  private final AtomicBoolean writing = new AtomicBoolean();
  private volatile Connection connection;

  private SqliteConnection(Opener opener, OneWriter writer, LimitLog log) throws SQLException {
    this.opener = opener;
    this.writer = writer;
    this.log = log;
    this.connection = opener.open();
    this.proxy = proxy(Connection.class, (self, method, arguments) -> call(method, arguments));
  }

  static Connection of(Opener opener, OneWriter writer, LimitLog log) throws SQLException {
    return new SqliteConnection(opener, writer, log).proxy;
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "setAutoCommit" -> setAutoCommit((boolean) arguments[0]);
      case "rollback" -> arguments == null ? rollback() : invoke(connection, method, arguments);
      case "close" -> close(method, arguments);
      case "abort" -> interrupt();
      case "createArrayOf" -> SqliteList.of((Object[]) arguments[1]);
      case "prepareStatement" -> prepare(method, arguments);
      case "createStatement" ->
          SqliteStatement.of(this, (Statement) invoke(connection, method, arguments));
      default -> invoke(connection, method, arguments);
    };
  }

  /**
   * The driver begins a transaction here, and again at each commit until this ends it. The turn
   * ends in any case, since the pool keeps this connection.
   */
  private Object setAutoCommit(boolean on) throws Throwable {
    if (!on && !writing.get()) {
      begin();
    }
    try {
      if (on != connection.getAutoCommit()) {
        connection.setAutoCommit(on);
        if (!on) {
          lockForWriting();
        }
      }
    } catch (SQLException e) {
      try {
        reopen();
      } catch (SQLException second) {
        e.addSuppressed(second);
      }
      end();
      throw SqliteFailure.of(e);
    }
    if (on && writing.get()) {
      log.afterCommit(connection);
      end();
    }
    return null;
  }

  /**
   * The driver's own transaction has no lock yet. Were it to lock, then also after each commit,
   * where another process could make it fail although the commit had taken effect.
   */
  private void lockForWriting() throws SQLException {
    DB database = connection.unwrap(SQLiteConnection.class).getDatabase();
    database.exec("commit", false);
    database.exec("begin immediate", false);
  }

  /** SQLite itself rolls back after some errors, such as a full disk; then the driver's fails. */
  private Object rollback() throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reopen();
      connection.setAutoCommit(false);
    }
    return null;
  }

  /** Whatever is open is rolled back, also where the driver and SQLite disagree about it. */
  private void reopen() throws SQLException {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A failed transaction's connection could not be closed", e);
    }
    connection = opener.open();
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
    return SqliteStatement.of(
        this, (PreparedStatement) invoke(connection, method, arguments), text);
  }

  /** What callers hold, also as the connection of a statement. */
  Connection proxy() {
    return proxy;
  }

  /** A statement outside of a transaction is one of its own. */
  Object write(Statement statement, Method method, Object[] arguments) throws Throwable {
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

  private void begin() throws SQLException {
    writer.begin();
    writing.set(true);
  }

  private void end() {
    if (writing.compareAndSet(true, false)) {
      writer.end();
    }
  }

  static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw SqliteFailure.of(e.getCause());
    }
  }

  static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            SqliteConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
