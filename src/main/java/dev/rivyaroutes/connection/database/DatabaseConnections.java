package dev.rivyaroutes.connection.database;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The configured databases by name. Each has a connection pool of its own, apart from that of the
 * ledger. Nothing connects before its first use.
 */
@Component
public class DatabaseConnections implements DisposableBean {
  private final Map<String, DatabaseConnectionProperties> configured;
  private final Map<String, DatabaseConnection> open = new ConcurrentHashMap<>();

  DatabaseConnections(DatabaseProperties properties) {
    this.configured = new TreeMap<>(properties.database());
  }

  /**
   * The connection of this name.
   *
   * @throws IllegalArgumentException with the remedy, when it is not configured or has no driver
   */
  public DatabaseConnection get(String name) {
    if (!configured.containsKey(name)) {
      throw new IllegalArgumentException(
          "There is no database connection \"%s\": config/application.yaml has %s under rivya.database. Add rivya.database.%s there, or correct the parameter connection."
              .formatted(name, new TreeSet<>(configured.keySet()), name));
    }
    return open.computeIfAbsent(name, key -> DatabaseConnection.of(key, configured.get(key)));
  }

  /** A line for each database, without secrets. */
  public List<String> describe() {
    return configured.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }

  @Override
  public void destroy() {
    open.values().forEach(DatabaseConnection::close);
  }
}
