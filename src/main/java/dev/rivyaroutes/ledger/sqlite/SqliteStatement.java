package dev.rivyaroutes.ledger.sqlite;

import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** A statement of SQLite that takes the ledger's values, and waits for its turn if it writes. */
final class SqliteStatement {

  private final SqliteConnection connection;
  private final Statement statement;
  private final boolean prepared;
  private final boolean writes;

  private SqliteStatement(SqliteConnection connection, Statement statement, String prepared) {
    this.connection = connection;
    this.statement = statement;
    this.prepared = prepared != null;
    this.writes = this.prepared && writes(prepared);
  }

  static Statement of(SqliteConnection connection, Statement statement) {
    return new SqliteStatement(connection, statement, null).proxy(Statement.class);
  }

  static PreparedStatement of(
      SqliteConnection connection, PreparedStatement statement, String text) {
    return new SqliteStatement(connection, statement, text).proxy(PreparedStatement.class);
  }

  private <T extends Statement> T proxy(Class<T> type) {
    return SqliteConnection.proxy(type, (self, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    if (name.startsWith("set") && arguments.length > 1) {
      return set(method, arguments);
    }
    if (name.equals("getConnection")) {
      return connection.proxy();
    }
    if (!name.startsWith("execute")) {
      return SqliteConnection.invoke(statement, method, arguments);
    }
    boolean write = arguments != null && arguments[0] instanceof String sql ? writes(sql) : writes;
    // A batch of plain statements is not looked into.
    return write || !prepared && arguments == null
        ? connection.write(statement, method, arguments)
        : SqliteConnection.invoke(statement, method, arguments);
  }

  private Object set(Method method, Object[] arguments) throws Throwable {
    Object value = SqliteValue.of(arguments[1]);
    if (value == arguments[1]) {
      return SqliteConnection.invoke(statement, method, arguments);
    }
    ((PreparedStatement) statement).setObject((int) arguments[0], value);
    return null;
  }

  private static boolean writes(String sql) {
    String text = sql.stripLeading();
    return !text.regionMatches(true, 0, "select", 0, "select".length());
  }
}
