package dev.rivyaroutes.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The real database, which loses its connection where a test says so, as a pool tells it. */
final class ShakyDatabase implements BeanPostProcessor {

  private final AtomicReference<String> failing = new AtomicReference<>();
  private final AtomicReference<String[]> waiting = new AtomicReference<>();

  /** The next statement with these words in it finds the connection gone. */
  void failNext(String words) {
    failing.set(words);
  }

  /** The same, once a statement with the words before has been made. */
  void failNextAfter(String before, String words) {
    waiting.set(new String[] {before, words});
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource database ? new Shaky(database) : bean;
  }

  private final class Shaky extends DelegatingDataSource {
    private Shaky(DataSource database) {
      super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> call(connection, method, arguments));
    }
  }

  private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
    String words = failing.get();
    boolean prepares = method.getName().equals("prepareStatement") && words != null;
    if (prepares && arguments[0].toString().contains(words) && failing.compareAndSet(words, null)) {
      throw new SQLTransientConnectionException(
          "the pool has no connection", "08001", new ConnectException("Connection refused"));
    }
    String[] next = waiting.get();
    if (next != null
        && method.getName().equals("prepareStatement")
        && arguments[0].toString().contains(next[0])
        && waiting.compareAndSet(next, null)) {
      failing.set(next[1]);
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
