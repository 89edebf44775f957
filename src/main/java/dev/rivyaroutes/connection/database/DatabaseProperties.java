package dev.rivyaroutes.connection.database;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configured databases.
 *
 * @param database The databases that flows read from and write to, by name.
 */
@ConfigurationProperties("rivya")
record DatabaseProperties(@DefaultValue Map<String, DatabaseConnectionProperties> database) {
  DatabaseProperties {
    database = Map.copyOf(database);
    database.forEach((name, connection) -> connection.check("rivya.database." + name));
  }
}
