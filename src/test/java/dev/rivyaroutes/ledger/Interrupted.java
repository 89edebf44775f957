package dev.rivyaroutes.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The real database over a connection that a test takes away, or that breaks around a commit. */
public final class Interrupted extends DelegatingDataSource {

  final AtomicInteger refused = new AtomicInteger();
  public volatile boolean away;
  volatile boolean breaksBeforeCommit;
  volatile boolean breaksAfterCommit;

  public Interrupted(DataSource database) {
    super(database);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      refused.incrementAndGet();
      throw broken();
    }
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit") && breaksBeforeCommit) {
                connection.rollback();
                throw broken();
              }
              try {
                Object answer = method.invoke(connection, arguments);
                if (method.getName().equals("commit") && breaksAfterCommit) {
                  throw broken();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static SQLException broken() {
    return new SQLException("the connection is broken", "08006");
  }
}
